// Notifications, where the person asked for them: one each time the tab is hidden, when it cannot go on without the
// person or has been interrupted for a minute.

import { computed, effect, signal } from '@preact/signals';
import { settings } from './data/settings.ts';
import { state } from './data/visit.ts';
import { errorWords, notices } from './words.ts';

/** Shorter interruptions mend themselves. */
const INTERRUPTED_MS = 60_000;

/** none: the browser has no notifications. */
export const permission = signal<NotificationPermission | 'none'>(
  'Notification' in globalThis ? Notification.permission : 'none',
);

/** The browser asks the person, if it has not before. To be called at a click only. */
export async function askToNotify(): Promise<boolean> {
  if (permission.value === 'none') return false;
  permission.value = await Notification.requestPermission();
  return permission.value === 'granted';
}

const hidden = signal(document.hidden);

type Due = 'needsYou' | 'interrupted';

/** Another tab that computes speaks for itself. */
const due = computed<Due | undefined>(() => {
  const { phase, elsewhere } = state.value;
  if (elsewhere === true) return undefined;
  if (phase === 'stuck') return 'needsYou';
  return phase === 'offline' ? 'interrupted' : undefined;
});

export function notifyWhenNeeded(): void {
  let wasTold = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener('visibilitychange', () => {
    hidden.value = document.hidden;
  });
  effect(() => {
    clearTimeout(timer);
    if (!hidden.value) wasTold = false;
    const what = due.value;
    const mayTell = hidden.value && settings.value.notify && permission.value === 'granted';
    if (!mayTell || what === undefined || wasTold) return;
    timer = setTimeout(
      () => {
        wasTold = true;
        void show(what);
      },
      what === 'interrupted' ? INTERRUPTED_MS : 0,
    );
  });
}

async function show(what: Due): Promise<void> {
  const title = notices[what];
  const options = { body: bodyOf(what), tag: 'tabloom', icon: './icon-192.png' };
  try {
    const note = new Notification(title, options);
    note.addEventListener('click', () => {
      focus();
      note.close();
    });
  } catch {
    // Chrome on Android shows those of service workers only (https://crbug.com/481856).
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.showNotification(title, options).catch(() => undefined);
  }
}

function bodyOf(what: Due): string {
  if (what === 'interrupted') return notices.interruptedHow;
  const { what: happened, can } = errorWords(state.value.problem?.code ?? 'elsewhere');
  return `${happened} ${can}`;
}
