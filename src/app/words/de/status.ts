// Die Zähler des Pools.

import type { Words } from '../shape.ts';
import { counted } from './units.ts';

export const status: Words['status'] = {
  heading: (count, text) =>
    count === 0
      ? 'In der letzten Minute war kein Gerät dabei.'
      : count === 1
        ? 'In der letzten Minute war ein Gerät dabei.'
        : `In der letzten Minute waren ${text} Geräte dabei.`,
  volunteers: (count, text) =>
    `${counted(count, text, 'Konto hat', 'Konten haben')} sich bisher angemeldet, darunter die der Auftraggeber.`,
  open: (count, text, leased) =>
    count === 0
      ? 'Keine Arbeitseinheit wartet.'
      : `${counted(count, text, 'Arbeitseinheit ist', 'Arbeitseinheiten sind')} offen; ${leased} Aufgaben sind in diesem Moment auf Geräten.`,
  validated: (count, text, rows) =>
    `${counted(count, text, 'Arbeitseinheit wurde', 'Arbeitseinheiten wurden')} geprüft, insgesamt ${rows} Zeilen.`,
  failed: (count, text) =>
    `${counted(count, text, 'Arbeitseinheit ist', 'Arbeitseinheiten sind')} gescheitert.`,
  pending: (count, text) =>
    `${counted(count, text, 'Ergebnis wartet', 'Ergebnisse warten')} auf eine zweite Antwort.`,
  credits: (amount) => `${amount} Credits wurden gutgeschrieben.`,
  speed: (gflops) => `In den letzten zehn Minuten hat der Pool ${gflops} GFLOP pro Sekunde geprüft.`,
  at: (time) => `Stand: ${time} Uhr.`,
  address: 'Der Koordinator ist',
};
