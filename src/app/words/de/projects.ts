// Projekte und ihre Aufträge.

import type { Words } from '../shape.ts';
import { counted } from './units.ts';

export const project: Words['project'] = {
  listHeading: (count, text) =>
    count === 0
      ? 'Alle Projekte hier sind fertig.'
      : count === 1
        ? 'Ein Projekt braucht Rechenzeit.'
        : `${text} Projekte brauchen Rechenzeit.`,
  listEmptyHeading: 'Noch kein Projekt.',
  listEmpty: 'Hier erscheinen Projekte, sobald jemand diesem Koordinator Arbeit bringt.',
  listAway: 'Die Projekte erscheinen, sobald der Koordinator antwortet.',
  percentDone: (name, share) => `${name}: ${share} sind fertig.`,
  done: (name) => `${name} ist fertig.`,
  open: (name) => `${name} wartet auf das erste Ergebnis.`,
  stopped: (name) => `${name} ist stehen geblieben.`,
  missing: 'Dieses Projekt gibt es nicht.',
  missingWay: 'Vielleicht gehört es zu einem anderen Koordinator. Alle Projekte ansehen.',
  what: 'Was berechnet wird',
  why: 'Warum es zählt',
  who: 'Wer es betreibt',
  owner: (id) => `Auftraggeber ${id}`,
  since: (day) => `hier seit ${day}`,
  unapproved: 'Vom Betreiber noch nicht freigegeben: Es läuft nicht auf den Geräten anderer.',
  progress: 'Fortschritt',
  progressLabel: (name) => `Fortschritt von ${name}`,
  noJobs: 'Noch keine Aufträge.',
  validated: (done, all) => `${done} von ${all} Arbeitseinheiten geprüft`,
  rows: (done, all) => `${done} von ${all} Zeilen`,
  failed: (count, text) => counted(count, text, 'Arbeitseinheit gescheitert', 'Arbeitseinheiten gescheitert'),
  volunteers: (count, text) =>
    counted(count, text, 'Freiwilliger hat', 'Freiwillige haben') + ' daran gearbeitet',
  budget: (amount) => `${amount} Credits sind noch da, um Arbeit zu bezahlen`,
  score: {
    characterErrorRate: (share) => `Zeichenfehlerrate ${share}`,
    characterErrorRateNote: (wrong, all) => `${wrong} falsch von ${all} Zeichen, deren Wahrheit bekannt ist.`,
    accuracy: (share) => `${share} richtig`,
    accuracyNote: (right, all) => `${right} richtig von ${all} Antworten, deren Wahrheit bekannt ist.`,
  },
  jobs: 'Aufträge',
  jobsNone: 'Dieses Projekt hat noch keinen Auftrag.',
  jobState: { active: 'Läuft', completed: 'Fertig', failed: 'Stehen geblieben' },
  jobFailed:
    'Dieser Auftrag ist stehen geblieben, weil sein Programm auf jedem Gerät gescheitert ist, das es versucht hat. Es werden keine weiteren Geräte gefragt; wem er gehört, muss ihn in Ordnung bringen.',
  jobError: 'Was die Engine gesagt hat',
  all: 'Alle Projekte',
  openPage: (name) => `Mehr über ${name}`,
};
