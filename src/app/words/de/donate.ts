// Mitrechnen: vor dem Start, bei der Arbeit, und die Credits dieses Besuchs.

import type { Words } from '../shape.ts';
import { counted } from './units.ts';

export const invitation: Words['invitation'] = {
  heading: 'Leih diesen Tab der offenen KI.',
  lead: 'Tabloom verteilt kleine Stücke offener KI-Arbeit an Browser-Tabs, prüft jede Antwort an der eines anderen Geräts und schreibt dir gut, was sich bestätigt.',
  start: 'Starten',
  downloads: {
    engine: (megabytes) => `Der erste Start lädt eine Engine von ${megabytes} MB herunter.`,
    engines: (megabytes, more) =>
      `Der erste Start lädt eine Engine von ${megabytes} MB herunter, und eine von weiteren ${more} MB für die Grafikkarte.`,
    engineUnknown: 'Der erste Start lädt eine Engine von einigen Megabyte herunter.',
    model: (megabytes) =>
      `Das Modell für die Arbeit hat ${megabytes} MB; die Daten, die es liest, kommen dazu.`,
    models: (least, most) =>
      `Das Modell für die Arbeit hat je nach Projekt ${least} bis ${most} MB; die Daten, die es liest, kommen dazu.`,
    modelUnknown: 'Das Modell für die Arbeit und die Daten, die es liest, kommen dazu.',
    kept: 'Der Browser behält sie für das nächste Mal.',
  },
  factsHeading: 'Bevor du startest',
  facts: {
    runs: [
      'Was läuft',
      'Kleine KI-Modelle, innerhalb dieses Tabs, auf deiner Grafikkarte oder deinem Prozessor.',
    ],
    forWhom: ['Für wen', 'Offene Projekte.'],
    leaves: [
      'Was hinausgeht',
      'Ergebnisse, die Art von Browser, Engine und Grafikkarte, und wie schnell sie sind.',
    ],
    never: ['Was nie hinausgeht', 'Deine Dateien, dein Surfen, alles außerhalb dieses Tabs.'],
    stop: [
      'Wie du anhältst',
      'Drück auf „Pause“ oder schließ alle Tabs mit Tabloom. Danach läuft nichts mehr.',
    ],
  },
  forProjects: 'Offene Projekte, zurzeit',
  and: 'und',
  device: {
    asking: 'Es wird nachgesehen, was dieses Gerät kann…',
    is: (facts) => `Dieses Gerät: ${facts}.`,
    gpu: (name) => `Grafikkarte${name}`,
    cores: (count, text) => counted(count, text, 'Prozessor-Thread', 'Prozessor-Threads'),
    memory: (gigabytes) => `etwa ${gigabytes} GB Arbeitsspeicher, wie ihn der Browser rundet`,
    gpuLater: (threads, text) =>
      `Es würde auf seinem Prozessor anfangen, mit ${counted(threads, text, 'Thread', 'Threads')}, und auf die Grafikkarte wechseln, sobald sie sich als schneller erweist.`,
    gpuFirst: 'Es würde auf seiner Grafikkarte rechnen, die hier schon schneller war.',
    cpu: (threads, text) =>
      `Es würde auf seinem Prozessor rechnen, mit ${counted(threads, text, 'Thread', 'Threads')}.`,
    cannot: 'So, wie es ist, kann es nicht für andere rechnen.',
    work: 'Für dieses Gerät gibt es Arbeit, zum Beispiel',
  },
};

export const bench: Words['bench'] = {
  paused:
    'Pausiert. Dein Gerät behält seinen Platz zehn Minuten lang; mit „Weitermachen“ nimmst du ihn wieder ein.',
  resting: 'Ruht. Dein Gerät macht von selbst weiter.',
  pausing: 'Pausiert nach dem jetzigen Stück.',
  stopped: 'Angehalten. Auf diesem Gerät läuft jetzt nichts.',
  stoppedAfter: (answers) => `Angehalten. In diesem Besuch hat dein Gerät ${answers} gegeben.`,
  finishing: 'Dieses Stück wird noch fertig, dann ist Schluss.',
  starting: 'Bereitet sich vor: startet die Engine und meldet sich an.',
  downloading: (what) => `Bereitet sich vor: lädt ${what} herunter.`,
  downloaded: (received, total) => `${received} von ${total} MB`,
  fetching: 'Rechnet: holt das nächste Stück.',
  waiting: 'Wartet: Gerade braucht nichts dieses Gerät.',
  offline: 'Wartet auf den Koordinator: Er antwortet nicht. Fertige Ergebnisse bleiben hier aufgehoben.',
  stuck: 'Dein Gerät kommt von selbst nicht weiter.',
  nextTry: (seconds) => `Fragt in ${seconds} s wieder nach.`,
  working: (doing, unit, at, of, project) => `Rechnet: ${doing} ${unit} ${at} von ${of} für ${project}.`,
  workingSpoken: (project) => `Rechnet für ${project}.`,
  taskProgress: (project) => `Fortschritt dieses Stücks für ${project}`,
  downloadProgress: 'Download',
  inputLabel: 'Die Eingabe, die dein Gerät bekommen hat',
  reads: 'Dein Gerät liest',
  readLast: 'Was dein Gerät zuletzt gelesen hat',
  nothingYet: 'Gleich erscheint hier die erste Eingabe.',
  noPicture: 'Bei diesem Projekt gibt es nichts zu zeichnen; seine Zahlen stehen darunter.',
  rate: {
    label: 'Tempo',
    measuring: 'wird gemessen',
    perSecond: (count, unit) => `${count} ${unit} pro Sekunde`,
    perMinute: (count, unit) => `${count} ${unit} pro Minute`,
    every: (unit, minutes) => `1 ${unit} alle ${minutes} Minuten`,
  },
  visit: {
    label: 'Dieser Besuch',
    done: (rows, pieces) => `${rows} in ${pieces}`,
    pieces: (count, text) => counted(count, text, 'fertigen Stück', 'fertigen Stücken'),
    queued: (count, text) => `${counted(count, text, 'Stück wartet', 'Stücke warten')} hinter diesem`,
  },
  engine: {
    label: 'Engine',
    gpu: (vendor) => `Grafikkarte${vendor && ` (${vendor})`}`,
    cpu: (threads) => (threads === 1 ? 'Prozessor, ein Thread' : `Prozessor, ${threads} Threads`),
    measured: (gflops) => `${gflops} GFLOPS gemessen`,
  },
  forHeading: 'Für',
  start: 'Starten',
  again: 'Wieder starten',
  goOn: 'Weitermachen',
  tryAgain: 'Noch einmal versuchen',
  pause: 'Pause',
  finish: 'Dieses noch fertig machen',
  log: 'Was in diesem Besuch geschah',
};

export const credit: Words['credit'] = {
  heading: 'Credits dieses Besuchs',
  pending: 'ausstehend',
  earned: 'verdient',
  pendingNote: 'Ausstehend, bis ein anderes Gerät dieselbe Antwort gegeben hat.',
  earnedNote: 'Geprüft und deine.',
  heldUntil: (when) => `Geprüft und deine; ausgeben kannst du sie ab dem ${when}.`,
  worth: (amount, duration) =>
    `${amount} Credits: Dafür rechnet dieses Gerät bei seinem gemessenen Tempo ungefähr ${duration}.`,
  none: 'Mit deinem ersten Ergebnis erscheinen hier Credits.',
};
