// The frame of every page: header, footer, title, and what each page says of itself.

import type { Phase } from '../../../volunteer/core/state.ts';

export const shell = {
  name: 'Tabloom',
  skip: 'Skip to the content',
  navigation: 'Pages',
  pages: {
    donate: 'Donate',
    credits: 'Credits',
    projects: 'Projects',
    settings: 'Settings',
    devices: 'Devices',
    privacy: 'Privacy',
    status: 'Status',
  },
  /** In the header and the title. */
  chip: {
    idle: 'Not running',
    starting: 'Getting ready',
    working: 'Running',
    waiting: 'Waiting',
    offline: 'Waiting',
    pausing: 'Pausing',
    paused: 'Paused',
    resting: 'Resting',
    finishing: 'Finishing',
    stuck: 'Needs you',
  } satisfies Record<Phase, string>,
  title: (page: string, state: string) => [state, page, 'Tabloom'].filter(Boolean).join(' \u00b7 '),
  titleAtRest: 'Tabloom: lend this tab to open AI',
  language: 'Language',
  footer: 'Volunteer computing for open AI, in a browser tab. Free software, MIT licence.',
  offline: {
    what: 'You are offline.',
    does: 'This page was kept by your browser. It goes on when the network is back; nothing is lost.',
  },
  update: 'A newer version of this page is ready. It is used when you next open Tabloom.',
  away: {
    what: 'The coordinator does not answer.',
    does: 'This page asks again by itself and goes on when it is back. What you see may be out of date.',
    can: 'You can leave the tab open.',
  },
  lost: {
    heading: 'There is no page at this address.',
    way: 'Go to Donate, where everything starts.',
  },
  /** The way out of a step that cannot be taken back. */
  leaveIt: 'Leave it as it is',
  asking: 'Asking the coordinator\u2026',
};
