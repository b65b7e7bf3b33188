// Datenschutz: was das Gerät verlässt, was aufbewahrt wird, warum und wie lange; Export und Löschung.

import type { Words } from '../shape.ts';
import { counted } from './units.ts';

export const privacy: Words['privacy'] = {
  heading: 'Tabloom weiß wenig von dir, und du kannst es mitnehmen oder löschen.',
  lead: 'Kein Name, keine E-Mail, kein Passwort. Keine Cookies, keine Werbung, keine Besucherzählung, nichts, was von anderen geladen wird. Was es trotzdem gibt, steht hier.',
  jump: 'Zu Export und Löschung',
  leaves: {
    heading: 'Was dieses Gerät verlässt',
    before: [
      'Vor dem Start',
      'Die Seite fragt nach den öffentlichen Zählern und Projekten und verrät nichts über das Gerät. Hat dieser Browser ein Konto, melden „Credits“ und „Geräte“ ihn mit seinem Schlüssel an.',
    ],
    after: [
      'Nach dem Start',
      'Die öffentliche Hälfte des Schlüssels dieses Browsers; der Browser und seine Version; die Engine und ihre Threads; Art, Fähigkeiten und Grenzen der Grafikkarte; der Arbeitsspeicher, wie ihn der Browser rundet; ein gemessenes Tempo; welche Modelle hier aufgehoben sind; ob der Tab verborgen oder pausiert ist und wie weit ein Stück Arbeit ist; die Ergebnisse, wie lange sie dauerten, und was die Engine meldete, wenn sie scheiterte.',
    ],
    never: [
      'Niemals',
      'Deine Dateien, deine anderen Tabs und was du darin tust, der Stand des Akkus, die private Hälfte des Schlüssels und der Wiederherstellungscode.',
    ],
  },
  kept: {
    heading: 'Was der Koordinator aufbewahrt, warum und wie lange',
    labels: { what: 'Was', why: 'Warum', until: 'Wie lange' },
    account: {
      name: 'Dein Konto',
      what: 'Eine zufällige Kennung, der Tag, an dem es entstand, und die öffentliche Hälfte deines Wiederherstellungscodes, falls du einen gemacht hast.',
      why: 'Credits und Geräte müssen zu etwas gehören.',
      until:
        'Bis du das Konto löschst. Die Kennung bleibt im Kontobuch und bei der Arbeit, ohne etwas, das zu dir führt.',
    },
    devices: {
      name: 'Deine Geräte',
      what: 'Von jedem sein öffentlicher Schlüssel, wann es dazukam, zuletzt gesehen und entfernt wurde, was es nach dem Start von sich sagte, ob sein Tab verborgen ist, wie oft es da war und wie lange insgesamt.',
      why: 'Damit Arbeit zum Gerät und zum Besuch passt und ein verlorenes Gerät entfernt werden kann.',
      until:
        'Bis du das Konto löschst; auch entfernte Geräte. Von jedem Schlüssel bleibt auch dann ein Fingerabdruck.',
    },
    address: {
      name: 'Ihre Internetadressen',
      what: 'Die Adresse, von der sich jedes Gerät zuletzt angemeldet hat.',
      why: 'Damit der Betreiber Missbrauch finden und beenden kann.',
      until: (days, text) =>
        `Ganz für ${counted(days, text, 'Tag', 'Tage')}; danach bleibt nur ihr Netz (die ersten 24 Bit, bei IPv6-Adressen 48), bis das Gerät sich wieder anmeldet oder das Konto gelöscht wird.`,
      usually:
        'Gewöhnlich 7 Tage ganz; danach bleibt nur ihr Netz (die ersten 24 Bit, bei IPv6-Adressen 48), bis das Gerät sich wieder anmeldet oder das Konto gelöscht wird.',
      none: 'Dieser Koordinator bewahrt keine Adressen auf.',
    },
    work: {
      name: 'Deine Arbeit',
      what: 'Welche Stücke Arbeit welches Gerät wann bekam und was daraus wurde; die Ergebnisse, mit der Art von Browser und Engine, die sie berechnet haben, und wie lange es dauerte.',
      why: 'Damit Antworten verglichen und nur einmal bezahlt werden.',
      until: (days, text) =>
        `Ein Ergebnis, das nicht zur Antwort gewählt wurde, verschwindet ${counted(days, text, 'Tag', 'Tage')} nach dem Ende seines Auftrags. Antworten und die Liste deiner Stücke bleiben.`,
      usually:
        'Ein Ergebnis, das nicht zur Antwort gewählt wurde, verschwindet gewöhnlich 7 Tage nach dem Ende seines Auftrags. Antworten und die Liste deiner Stücke bleiben.',
    },
    credits: {
      name: 'Deine Credits',
      what: 'Jede Bewegung: für welches Stück Arbeit, wie viel, wann.',
      why: 'Ein Guthaben ist die Summe seiner Bewegungen, und keine wird je geändert.',
      until: 'Das bleibt, unter der zufälligen Kennung.',
    },
    codes: {
      name: 'Codes und Anmeldungen',
      what: 'Von einem Code zum Verknüpfen nur ein Fingerabdruck; von einer Anmeldung die Zufallszahl, die unterschrieben wurde.',
      why: 'Damit beide nur einmal gelten.',
      until: 'Zehn Minuten und zwei Minuten.',
    },
  },
  here: {
    heading: 'Was in diesem Browser bleibt',
    text: 'Die private Hälfte seines Schlüssels, so gemacht, dass der Browser sie benutzt, aber niemandem gibt, auch dieser Seite nicht, wo er das kann. Modelle und Daten für das nächste Mal, höchstens 2 GB. Deine Einstellungen und deine Sprache, welche Engine hier lief, und diese Seite selbst, damit sie sich offline öffnet. Wenn du im Browser die Daten dieser Website löschst, ist all das weg.',
  },
  others: {
    heading: 'Wer was sieht',
    text: 'Wer Arbeit vergibt, bekommt die Antworten, und niemand sagt ihm, wer sie berechnet hat. Alle sehen die Zähler und das Tuch, die kein einzelnes Gerät zeigen. Nur wer selbst Arbeit zu Tabloom bringt, wird mit der zufälligen Kennung des Kontos genannt.',
  },
  responsible: {
    heading: 'Wer verantwortlich ist',
    named: (operator, address) =>
      `${operator} betreibt den Koordinator unter ${address} und ist verantwortlich für das, was er aufbewahrt.`,
    unnamed: (address) =>
      `Wer den Koordinator unter ${address} betreibt, ist verantwortlich für das, was er aufbewahrt; einen Namen nennt er nicht. Die Urheber von Tabloom bekommen nichts davon.`,
    more: 'Ein Server vor dem Koordinator, oder der, von dem diese Seite kommt, kann eigene Protokolle und Sicherungen schreiben: Der Betreiber weiß es. Du kannst den Betreiber bitten, etwas zu berichtigen oder zu löschen, und dich bei der Datenschutzbehörde deines Wohnorts beschweren.',
  },
  export: {
    heading: 'Deine Daten mitnehmen',
    text: 'Alles, was der Koordinator über dein Konto aufbewahrt, als eine JSON-Datei: das Konto, seine Geräte, seine Stücke Arbeit und was sie verdient haben. Nur die Antworten selbst stehen nicht darin; sie gehören den Projekten.',
    button: 'Meine Daten exportieren',
    fileName: 'tabloom-export.json',
    saved: 'Die Datei ist gesichert.',
  },
  remove: {
    heading: 'Dein Konto löschen',
    goes: 'Sofort gelöscht werden: die Schlüssel all seiner Geräte, die Geräte mit ihren Adressen und allem, was sie von sich sagten, Codes zum Verknüpfen und der Wiederherstellungsschlüssel, dazu der Schlüssel in diesem Browser. Nicht ausgegebene Credits sind dann weg.',
    stays:
      'Was bleibt: die zufällige Kennung mit den Tagen ihrer Entstehung und Löschung, bei ihren Zeilen im Kontobuch und ihren Stücken Arbeit mit deren Ergebnissen und der Art von Browser und Rechenwerk, die sie errechnet hat, denn Guthaben und geprüfte Arbeit müssen weiter aufgehen. Nichts führt von dort mehr zu einem Schlüssel, einem Gerät oder einer Adresse. Außerdem ein Fingerabdruck (SHA-256) jedes seiner Schlüssel, der sich nicht zurückrechnen lässt, damit sich keiner seiner Browser wieder damit anmelden kann; sie sagen dann, dass das Konto gelöscht wurde.',
    button: 'Mein Konto löschen',
    confirmHeading: 'Das Konto endgültig löschen?',
    confirmText:
      'Alle seine Geräte hören sofort auf, und kein Wiederherstellungscode bringt es zurück. Vielleicht möchtest du vorher deine Daten exportieren.',
    confirm: 'Konto löschen',
    done: 'Das Konto ist gelöscht, und sein Schlüssel ist aus diesem Browser verschwunden. Deine Einstellungen und aufgehobene Modelle sind noch hier, bis du die Daten dieser Website löschst.',
  },
  none: 'Dieser Browser hat kein Konto; es gibt also nichts zu exportieren oder zu löschen.',
};
