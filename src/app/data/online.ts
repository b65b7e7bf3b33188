// Whether the browser says that there is a network at all.

import { signal } from '@preact/signals';

export const online = signal(navigator.onLine);

for (const type of ['online', 'offline']) {
  addEventListener(type, () => {
    online.value = navigator.onLine;
  });
}
