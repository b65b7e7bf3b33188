// Was in einem Besuch geschah, warum das Gerät nachlässt, und wie viel davon genutzt wird.

import type { Words } from '../shape.ts';
import { counted } from './units.ts';

export const happened: Words['happened'] = {
  connected: 'Mit dem Koordinator verbunden.',
  unkept: 'Dieser Browser bewahrt hier nichts auf: Deine Credits enden mit diesem Tab.',
  gotWork: (pieces: number, text: string, projects: string) =>
    `${counted(pieces, text, 'Stück', 'Stücke')} Arbeit für ${projects} erhalten.`,
  'result-sent': (project: string) => `Ein Ergebnis für ${project} gesendet. Es wartet auf Bestätigung.`,
  'result-confirmed': (project: string) => `Ein Ergebnis für ${project} wurde bestätigt.`,
  'result-disagreed': (project: string) =>
    `Ein Ergebnis für ${project} stimmte nicht mit den anderen überein.`,
  'result-failed': (project: string) =>
    `Dem Koordinator gemeldet, dass ein Stück von ${project} hier nicht läuft.`,
  'result-late': (project: string) =>
    `Ein Stück von ${project} kam zu spät: Jemand anderes war schon fertig.`,
  'piece-given-up': (project: string) => `Ein Stück von ${project} wurde aufgegeben.`,
  'result-refused': (project: string, message: string) =>
    `Ein Ergebnis für ${project} wurde nicht angenommen: ${message}`,
  'piece-failed': (project: string, message: string) =>
    `Ein Stück von ${project} ließ sich nicht berechnen: ${message}`,
  'engine-started': (engine: string) => `Es rechnet: ${engine}.`,
  'engine-changed': (engine: string) => `Hier schneller und jetzt an der Arbeit: ${engine}.`,
  'engine-failed': (engine: string) =>
    `Auf diesem Gerät nicht brauchbar: ${engine}. Tabloom rechnet mit dem weiter, was geht.`,
  'kept-file-damaged': 'Eine aufbewahrte Datei war beschädigt. Sie wird neu geholt.',
  'kept-files-unreadable':
    'Die auf diesem Gerät aufbewahrten Dateien ließen sich nicht lesen. Sie werden neu geholt.',
  'download-damaged': 'Ein Download kam beschädigt an. Er wird wiederholt.',
  noRoom: (what: string) => `Kein Platz, um ${what} auf diesem Gerät aufzubewahren. Es geht auch ohne.`,
  unhindered: 'Nichts ist mehr im Weg.',
  paused: 'Pausiert.',
  resumed: 'Weitergemacht.',
  finished: 'Fertig gerechnet und aufgehört.',
  leasesLost: (pieces: number, text: string) =>
    `Die Pause war länger, als ein Platz freigehalten wird: ${counted(pieces, text, 'Stück ging', 'Stücke gingen')} an andere Geräte. Verloren ist nichts.`,
  tookOver: (pieces: number, text: string) =>
    `Ein anderer Tab wurde geschlossen; dieser macht mit ${counted(pieces, text, 'Stück', 'Stücken')} weiter.`,
  stopped: (reason: string) => `Angehalten: ${reason}`,
  engine: {
    gpu: 'die Grafikkarte',
    cpu: (threads: number) => (threads === 1 ? 'der Prozessor' : `der Prozessor mit ${threads} Threads`),
  },
};

export const ease: Words['ease'] = {
  eased: {
    'page-slow': 'Rechnet langsamer: Diese Seite wurde träge.',
    'device-busy': 'Rechnet langsamer: Dein Rechner ist beschäftigt.',
    pressure: 'Rechnet langsamer: Der Browser meldet, dass der Prozessor stark belastet ist.',
    battery: 'Rechnet langsamer: Der Akku ist schwach.',
    'not-charging': 'Rechnet langsamer: Das Gerät lädt nicht.',
    'save-data': 'Rechnet langsamer: Dein Browser bittet, Daten zu sparen.',
    hidden: 'Rechnet langsamer, solange der Tab verborgen ist.',
  },
  rested: {
    'page-slow': 'Ruht: Diese Seite wurde träge. Es geht von selbst weiter.',
    'device-busy': 'Ruht: Dein Rechner ist beschäftigt. Es geht von selbst weiter.',
    pressure: 'Ruht: Der Prozessor ist sehr stark belastet. Danach geht es weiter.',
    battery: 'Ruht: Der Akku ist unter der Grenze, die du gesetzt hast. Beim Laden geht es weiter.',
    'not-charging': 'Ruht: Das Gerät lädt nicht. Beim Laden geht es weiter.',
    'save-data': 'Ruht: Dein Browser bittet, Daten zu sparen. Ohne das geht es weiter.',
    hidden: 'Ruht: Der Tab war verborgen. Es geht weiter, wenn du hinsiehst.',
  },
  duty: (percent: string) => `Im Moment ${percent} der Zeit.`,
  elsewhere:
    'Ein anderer Tab dieses Browsers rechnet; dies sind seine Zahlen. Wenn du ihn schließt, macht dieser mit der Arbeit weiter.',
};

export const problems: Words['problems'] = {
  insecure:
    'Diese Seite wurde nicht über HTTPS geöffnet, darum gibt ihr der Browser weder Kryptografie noch die Grafikkarte. Öffne sie über HTTPS oder auf diesem Rechner als localhost.',
  'no-wasm': 'Dieser Browser hat kein WebAssembly oder keine Worker und kann darum nicht für andere rechnen.',
  'no-gpu': 'Dieser Browser bietet keine Grafikkarte an, also rechnet der Prozessor, langsamer.',
  'software-gpu': 'Die Grafikkarte ist nur durch Software nachgeahmt, also rechnet der Prozessor.',
  'not-isolated':
    'Diese Seite wird ohne Isolation ausgeliefert, also rechnet der Prozessor mit nur einem Thread.',
};

export const power: Words['power'] = {
  heading: 'Wie viel von diesem Gerät',
  names: { gentle: 'Sanft', balanced: 'Ausgewogen', full: 'Voll', custom: 'Eigene Wahl' },
  means: (percent: string, threads: number, threadsText: string, cores: string) =>
    `Höchstens ${percent} der Zeit, auf ${counted(threads, threadsText, 'Prozessor-Thread', 'Prozessor-Threads')} von ${cores}. Weniger, wenn dein Rechner beschäftigt ist.`,
  energy: 'Energie',
  energyRange: (low: string, high: string) => `${low} bis ${high} Wh, grob geschätzt`,
  energyNote:
    'Aus der Rechenzeit geschätzt: 3 bis 10 W für einen beschäftigten Prozessor-Thread, 5 bis 75 W für eine Grafikkarte.',
};
