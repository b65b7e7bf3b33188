// Der Rahmen aller Seiten.

import type { Words } from '../shape.ts';

export const shell: Words['shell'] = {
  name: 'Tabloom',
  skip: 'Zum Inhalt springen',
  navigation: 'Seiten',
  pages: {
    donate: 'Mitrechnen',
    credits: 'Credits',
    projects: 'Projekte',
    settings: 'Einstellungen',
    devices: 'Geräte',
    privacy: 'Datenschutz',
    status: 'Status',
  },
  chip: {
    idle: 'Läuft nicht',
    starting: 'Bereitet sich vor',
    working: 'Läuft',
    waiting: 'Wartet',
    offline: 'Wartet',
    pausing: 'Pausiert gleich',
    paused: 'Pausiert',
    resting: 'Ruht',
    finishing: 'Wird fertig',
    stuck: 'Braucht dich',
  },
  title: (page, state) => [state, page, 'Tabloom'].filter(Boolean).join(' \u00b7 '),
  titleAtRest: 'Tabloom: leih diesen Tab der offenen KI',
  language: 'Sprache',
  footer: 'Gemeinsam rechnen für offene KI, in einem Browser-Tab. Freie Software unter der MIT-Lizenz.',
  offline: {
    what: 'Du bist offline.',
    does: 'Diese Seite hat dein Browser aufbewahrt. Mit dem Netz geht es weiter; verloren ist nichts.',
  },
  update:
    'Eine neuere Version dieser Seite ist bereit. Sie wird benutzt, wenn du Tabloom das nächste Mal öffnest.',
  away: {
    what: 'Der Koordinator antwortet nicht.',
    does: 'Diese Seite fragt von selbst wieder nach und macht weiter, sobald er zurück ist. Was du siehst, kann veraltet sein.',
    can: 'Du kannst den Tab offen lassen.',
  },
  lost: {
    heading: 'Unter dieser Adresse gibt es keine Seite.',
    way: 'Geh zu „Mitrechnen“, dort fängt alles an.',
  },
  leaveIt: 'So lassen, wie es ist',
  asking: 'Der Koordinator wird gefragt…',
};
