// Notifications: the browser is asked for its permission when, and only when, the person switches them on.

import { change, settings } from '../data/settings.ts';
import { askToNotify, permission } from '../notify.ts';
import { settings as words } from '../words.ts';
import { SwitchSetting } from './SwitchSetting.tsx';

async function set(on: boolean): Promise<void> {
  change({ notify: on && (await askToNotify()) });
}

export function NotifySetting() {
  const { notifyAsks, notifyDenied, notifyNote, notifyUnknown, notify } = words.beside;
  const notes = {
    none: notifyUnknown,
    denied: notifyDenied,
    granted: notifyNote,
    default: `${notifyNote} ${notifyAsks}`,
  };
  const may = permission.value;
  return (
    <SwitchSetting
      label={notify}
      on={settings.value.notify && may === 'granted'}
      disabled={may === 'none'}
      onChange={(on) => void set(on)}
    >
      <p role="status">{notes[may]}</p>
    </SwitchSetting>
  );
}
