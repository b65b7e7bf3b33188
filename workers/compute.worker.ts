// The browser's compute worker: everything that computes, off the page's thread.

import { browserPlatform } from './engines/browserPlatform.ts';
import { exposeCompute } from './expose.ts';

// The lib's name for the global of a dedicated worker says nothing of postMessage's transfer list.
exposeCompute(browserPlatform, globalThis);
