// Works around tsx issue 354 (https://github.com/privatenumber/tsx/issues/354): on Node 20, `--import tsx` takes
// effect in the main thread only, so a thread registers tsx by itself before it loads TypeScript.

import { register } from 'tsx/esm/api';

register();
await import('./compute.thread.ts');
