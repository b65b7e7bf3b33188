// Credits: was verdient, gehalten und ausstehend ist, und was das Gerät getan hat.

import type { Words } from '../shape.ts';
import { counted } from './units.ts';

export const credits: Words['credits'] = {
  headingNone: 'Hier werden deine Credits stehen.',
  headingEarned: (amount) => `Dieses Gerät hat ${amount} Credits verdient.`,
  headingPending: (amount) => `${amount} Credits werden gerade geprüft.`,
  howTo:
    'Starte auf der Seite „Mitrechnen“. Jedes Ergebnis, das ein anderes Gerät bestätigt, bringt Credits und wird hier aufgeführt.',
  toDonate: 'Zum Mitrechnen',
  toDevices: 'Deine Geräte, und wie du das Konto behältst',
  available: 'Frei zum Ausgeben',
  held: 'Verdient, gehalten',
  heldNote: (when) => `Die nächsten werden am ${when} frei.`,
  heldWhy: 'Neue Credits ruhen eine Weile, damit sich Betrug nicht lohnt.',
  pending: 'Ausstehend',
  pendingNote: 'Wartet, bis ein anderes Gerät dieselbe Antwort gegeben hat.',
  meaningHeading: 'Ein Credit ist gemessene Arbeit.',
  meaning:
    'Ein Credit sind 432 GFLOP geprüfter Arbeit: 432 Milliarden Rechenschritte mit Zahlen, so viel, wie eine Maschine mit 1 GFLOPS in 1/200 Tag schafft (7 Minuten und 12 Sekunden). Der Preis einer Arbeitseinheit steht fest, bevor sie beginnt, und ist auf jedem Gerät derselbe.',
  meaningHere: (gflops, duration) =>
    `Bei diesem Gerät wurden ${gflops} GFLOPS gemessen: Für einen Credit rechnet es ungefähr ${duration}.`,
  historyHeading: 'Was dein Gerät getan hat',
  historyNone: 'Noch nichts. Das erste Ergebnis steht hier wenige Sekunden nach dem Start.',
  historyUnread: 'Die Liste deiner Ergebnisse ist gerade nicht zur Hand; die Summen darüber sind es.',
  day: (day, count) => `${day}: ${count}`,
  dayCount: (count, text) => counted(count, text, 'Ergebnis bestätigt', 'Ergebnisse bestätigt'),
  dayCloth: (day, count) => `${day} als Tuch: ${count}.`,
  columns: { project: 'Projekt', when: 'Wann', credits: 'Credits', state: 'Stand' },
  state: {
    pending: 'Ausstehend: wartet auf eine zweite Antwort',
    valid: 'Bestätigt',
    held: (when) => `Bestätigt, gehalten bis zum ${when}`,
    invalid: 'Von den anderen nicht bestätigt',
    failed: 'Auf diesem Gerät nicht fertig geworden',
  },
  wholeDay: (count) => `Alle ${count} Ergebnisse dieses Tages zeigen`,
  older: 'Ältere Ergebnisse zeigen',
};
