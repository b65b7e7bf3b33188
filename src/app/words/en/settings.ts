// Settings: how much of the device, when, what else the tab may do; and the notifications that were asked for.

import { counted } from './units.ts';

export const settings = {
  heading: 'You decide how much of this device Tabloom uses.',
  lead: 'A change holds at once, in every tab of this browser, and is kept in this browser only.',
  more: 'More settings',
  expert: {
    heading: 'In exact numbers',
    note: 'A number that you change makes the setting your own.',
    percent: 'Part of the time, in percent',
    percentNote:
      'Between two short stretches of computing the device rests for as long as it takes to keep to it.',
    threads: 'Processor threads',
    threadsNote: (cores: number, text: string) =>
      `This browser tells of ${counted(cores, text, 'thread', 'threads')}. A change counts from the next piece on.`,
  },
  when: {
    heading: 'When it may compute',
    hiddenTab: 'While the tab is hidden, too',
    hiddenTabNote:
      'Browsers slow the timers of a hidden tab: to once a second, and after five minutes to once a minute. The computing itself goes on in a worker, which they leave alone, and the coordinator is told that the tab is hidden. Phones often stop hidden tabs altogether; the work then goes to other devices. Switched off, the device rests until you look at the tab again.',
    onlyCharging: 'Only while charging',
    batteryFloor: 'On battery only above this charge, in percent',
    batteryFloorNote: 'Below it the device rests until it charges.',
    batteryUnknown: 'This browser does not tell pages about the battery, so that this has no effect here.',
    respectSaveData: 'Rest while the browser asks pages to save data',
    saveDataUnknown: 'This browser does not tell pages about saving data, so that this has no effect here.',
  },
  beside: {
    heading: 'Screen and notifications',
    keepAwake: 'Keep the screen on while computing',
    keepAwakeNote:
      'As long as this tab is visible and computes, the screen stays on and the device does not go to sleep. That costs the energy of the screen. When the tab is hidden or the lid is closed, the browser ends it.',
    keepAwakeUnknown: 'This browser cannot keep the screen on, so that this has no effect here.',
    notify: 'Tell me when Tabloom needs me',
    notifyNote:
      'While the tab is hidden: one notification if it cannot go on without you, or if the coordinator has not answered for a minute.',
    notifyAsks: 'The browser asks you for permission when you switch it on.',
    notifyDenied:
      'Your browser denies notifications to this page. Allow them in its settings for this site, then switch this on.',
    notifyUnknown: 'This browser has no notifications for pages.',
  },
  usual: 'Back to the usual settings',
};

export const notices = {
  needsYou: 'Tabloom needs you.',
  interrupted: 'Tabloom is interrupted.',
  interruptedHow:
    'The coordinator has not answered for a minute. Finished results are kept; it goes on by itself when the coordinator is back.',
};
