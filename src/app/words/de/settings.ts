// Einstellungen: wie viel vom Gerät, wann, was der Tab sonst darf; und die Mitteilungen, um die gebeten wurde.

import type { Words } from '../shape.ts';
import { counted } from './units.ts';

export const settings: Words['settings'] = {
  heading: 'Du bestimmst, wie viel von diesem Gerät Tabloom nutzt.',
  lead: 'Eine Änderung gilt sofort, in jedem Tab dieses Browsers, und bleibt nur in diesem Browser.',
  more: 'Weitere Einstellungen',
  expert: {
    heading: 'In genauen Zahlen',
    note: 'Eine Zahl, die du änderst, macht daraus deine eigene Wahl.',
    percent: 'Anteil der Zeit, in Prozent',
    percentNote:
      'Zwischen zwei kurzen Rechenstrecken ruht das Gerät so lange, wie es nötig ist, um sich daran zu halten.',
    threads: 'Prozessor-Threads',
    threadsNote: (cores, text) =>
      `Dieser Browser nennt ${counted(cores, text, 'Thread', 'Threads')}. Eine Änderung zählt ab dem nächsten Stück.`,
  },
  when: {
    heading: 'Wann es rechnen darf',
    hiddenTab: 'Auch solange der Tab verborgen ist',
    hiddenTabNote:
      'Browser bremsen die Zeitgeber eines verborgenen Tabs: auf einmal pro Sekunde, nach fünf Minuten auf einmal pro Minute. Das Rechnen selbst geht in einem Worker weiter, den sie in Ruhe lassen, und der Koordinator erfährt, dass der Tab verborgen ist. Handys halten verborgene Tabs oft ganz an; die Arbeit geht dann an andere Geräte. Ausgeschaltet ruht das Gerät, bis du wieder in den Tab schaust.',
    onlyCharging: 'Nur beim Laden',
    batteryFloor: 'Im Akkubetrieb nur über diesem Ladestand, in Prozent',
    batteryFloorNote: 'Darunter ruht das Gerät, bis es lädt.',
    batteryUnknown: 'Dieser Browser verrät Seiten nichts über den Akku, darum wirkt das hier nicht.',
    respectSaveData: 'Ruhen, solange der Browser bittet, Daten zu sparen',
    saveDataUnknown: 'Dieser Browser verrät Seiten nichts übers Datensparen, darum wirkt das hier nicht.',
  },
  beside: {
    heading: 'Bildschirm und Mitteilungen',
    keepAwake: 'Den Bildschirm anlassen, solange gerechnet wird',
    keepAwakeNote:
      'Solange dieser Tab sichtbar ist und rechnet, bleibt der Bildschirm an und das Gerät schläft nicht ein. Das kostet den Strom des Bildschirms. Wird der Tab verborgen oder der Deckel geschlossen, beendet es der Browser.',
    keepAwakeUnknown: 'Dieser Browser kann den Bildschirm nicht anlassen, darum wirkt das hier nicht.',
    notify: 'Mir sagen, wenn Tabloom mich braucht',
    notifyNote:
      'Solange der Tab verborgen ist: eine Mitteilung, wenn es ohne dich nicht weitergeht oder der Koordinator seit einer Minute nicht antwortet.',
    notifyAsks: 'Beim Einschalten fragt dich der Browser um Erlaubnis.',
    notifyDenied:
      'Dein Browser verweigert dieser Seite Mitteilungen. Erlaub sie in seinen Einstellungen für diese Website und schalte dies dann ein.',
    notifyUnknown: 'Dieser Browser hat keine Mitteilungen für Seiten.',
  },
  usual: 'Zurück zu den üblichen Einstellungen',
};

export const notices: Words['notices'] = {
  needsYou: 'Tabloom braucht dich.',
  interrupted: 'Tabloom ist unterbrochen.',
  interruptedHow:
    'Der Koordinator antwortet seit einer Minute nicht. Fertige Ergebnisse bleiben aufgehoben; es geht von selbst weiter, sobald er zurück ist.',
};
