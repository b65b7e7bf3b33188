// Was gezählt wird, und Zeitspannen.

import type { Words } from '../shape.ts';

export const counted: Words['counted'] = (count, text, one, many) => `${text} ${count === 1 ? one : many}`;

export const units: Words['units'] = {
  line: { one: 'Zeile', many: 'Zeilen', doing: 'liest' },
  digit: { one: 'Ziffer', many: 'Ziffern', doing: 'liest' },
  image: { one: 'Bild', many: 'Bilder', doing: 'betrachtet' },
  row: { one: 'Antwort', many: 'Antworten', doing: 'bearbeitet' },
};

export const durations: Words['durations'] = {
  second: (text, count) => counted(count, text, 'Sekunde', 'Sekunden'),
  minute: (text, count) => counted(count, text, 'Minute', 'Minuten'),
  hour: (text, count) => counted(count, text, 'Stunde', 'Stunden'),
  day: (text, count) => counted(count, text, 'Tag', 'Tage'),
  instant: 'weniger als eine Zehntelsekunde',
};

export const downloads: Words['downloads'] = {
  model: (project) => `das Modell von ${project}`,
  data: (project) => `die Daten von ${project}`,
  alphabet: (project) => `das Alphabet von ${project}`,
};
