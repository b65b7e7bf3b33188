// Geräte: die Liste, das Verknüpfen, die Wiederherstellung, das Abmelden; und wie ein Browser einem Konto beitritt.

import type { Words } from '../shape.ts';

export const devices: Words['devices'] = {
  headingNone: 'Hier werden deine Geräte stehen.',
  heading: (count, text) =>
    count === 1 ? 'Ein Gerät rechnet für dein Konto.' : `${text} Geräte rechnen für dein Konto.`,
  headingUnread: 'Die Geräte deines Kontos',
  howTo:
    'Mit dem ersten Start bekommt dieser Browser einen eigenen Schlüssel und damit ein Konto: kein Name, keine E-Mail, kein Passwort. Hast du schon ein Konto auf einem anderen Gerät, hol es stattdessen unten hierher.',
  kept: 'Dieser Browser hat versprochen, zu behalten, was Tabloom in ihm speichert.',
  evictable:
    'Dieser Browser darf löschen, was Tabloom in ihm speichert, auch den Schlüssel deines Kontos, wenn der Platz knapp wird. Ein Wiederherstellungscode oder ein zweites Gerät lohnt sich.',
  unsaid:
    'Dieser Browser sagt nicht, ob er behält, was Tabloom in ihm speichert. Ein Wiederherstellungscode oder ein zweites Gerät lohnt sich.',
  list: {
    label: 'Geräte',
    unknown: 'Ein Browser, der noch nicht gerechnet hat',
    here: 'dieser Browser',
    gpu: (vendor) => `Grafikkarte${vendor && ` (${vendor})`}`,
    cpu: 'Prozessor',
    measured: (gflops) => `${gflops} GFLOPS gemessen`,
    seen: (when) => `Zuletzt gesehen am ${when}`,
    gone: (count, text) => (count === 1 ? 'Ein entferntes Gerät' : `${text} entfernte Geräte`),
    goneSince: (when) => `Entfernt am ${when}; es kann sich nicht mehr anmelden.`,
    remove: 'Entfernen',
    removeHeading: (name) => `Dieses Gerät entfernen: ${name}?`,
    removeMeans:
      'Sein Schlüssel wird widerrufen: Ab jetzt kann es sich nicht mehr anmelden, und was es gerade rechnet, geht an andere Geräte. Was es verdient hat, bleibt beim Konto.',
    removeNow: 'Jetzt entfernen',
  },
  link: {
    heading: 'Ein zweites Gerät nutzen',
    text: 'Ein verknüpftes Gerät bekommt einen eigenen Schlüssel, und die Credits beider gehen an ein Konto.',
    show: 'Code zeigen',
    again: 'Neuen Code zeigen',
    hide: 'Code verbergen',
    codeLabel: 'Code für das andere Gerät',
    left: (time) => `Gilt einmal, noch ${time} Minuten.`,
    over: 'Der Code ist abgelaufen.',
    qr: 'Die Adresse mit dem Code, zum Scannen',
    how: 'Scanne dies mit dem anderen Gerät. Oder öffne dort diese Seite, geh zu „Geräte“ und tipp den Code ein:',
    local: 'Die Adresse dieser Seite führt nur auf diesen Rechner; andere Geräte können sie nicht öffnen.',
    joined: 'Das andere Gerät ist beigetreten. Es steht oben in der Liste.',
  },
  recovery: {
    heading: 'Dein Konto behalten',
    text: 'Der Schlüssel deines Kontos ist in diesem Browser und sonst nirgends. Ein Wiederherstellungscode bringt das Konto zurück, wenn der Browser geleert wird oder das Gerät weg ist.',
    textLinked:
      'Jedes Gerät deines Kontos hat seinen eigenen Schlüssel, der sonst nirgends ist. Ein Wiederherstellungscode bringt das Konto zurück, wenn alle ihre Browser geleert werden oder die Geräte weg sind.',
    has: 'Dieses Konto hat einen Wiederherstellungscode. Ein neuer macht ihn unbrauchbar.',
    hasNot: 'Dieses Konto hat noch keinen Wiederherstellungscode.',
    save: 'Wiederherstellungscode sichern',
    renew: 'Neuen Wiederherstellungscode machen',
    once: 'Er wird einmal gezeigt und nirgends aufbewahrt: Kopier ihn oder sichere ihn als Datei. Wer den Code hat, hat das Konto.',
    codeLabel: 'Dein Wiederherstellungscode',
    copy: 'Kopieren',
    copied: 'Kopiert.',
    notCopied: 'Der Browser hat Tabloom nicht kopieren lassen: Markier den Code und kopier ihn von Hand.',
    file: 'Als Datei sichern',
    done: 'Ich habe ihn; verbergen',
    fileName: 'tabloom-wiederherstellung.txt',
    fileText: (code, address, when) => `Wiederherstellungscode für Tabloom, gemacht am ${when}

${code}

Er bringt das Tabloom-Konto zurück, das hier gemacht wurde:
${address}

Öffne diese Adresse, geh zu „Geräte“ und dort zu „Ein Konto zurückholen“: Tipp den Code ein oder wähl diese Datei.
Wer diesen Code hat, hat das Konto. Bewahr ihn auf, wo du Passwörter aufbewahrst.
Ein neuerer Wiederherstellungscode desselben Kontos macht diesen unbrauchbar.
`,
  },
  join: {
    heading: 'Einem Konto mit einem Code beitreten',
    text: 'Öffne auf einem Gerät des Kontos „Geräte“ und drück auf „Code zeigen“.',
    label: 'Code vom anderen Gerät',
    hint: 'Acht Buchstaben und Ziffern',
    button: 'Dem Konto beitreten',
    trust:
      'Nimm nur einen Code, den du selbst oder jemand, dem du vertraust, gerade zeigt: Was dieser Browser verdient, geht von da an an jenes Konto.',
    joined: 'Dieser Browser rechnet ab jetzt für jenes Konto.',
  },
  back: {
    heading: 'Ein Konto zurückholen',
    text: 'Mit dem Wiederherstellungscode des Kontos, getippt oder als die Datei, die du gesichert hast.',
    label: 'Wiederherstellungscode',
    button: 'Zurückholen',
    choose: 'Datei wählen',
    noCode: 'In dieser Datei ist kein Wiederherstellungscode.',
    joined: 'Das Konto ist zurück. Dieser Browser rechnet ab jetzt dafür.',
  },
  another: 'Ein anderes Konto in diesem Browser benutzen',
  leaves: (amount) =>
    `Dieser Browser hat schon ein Konto, mit ${amount} Credits. Sie bleiben mit ihm zurück; ohne ein anderes Gerät oder einen Wiederherstellungscode davon kommt niemand mehr an sie heran.`,
  leavesNothing: 'Dieser Browser hat schon ein Konto, das zurückbleibt. Credits hat es noch keine.',
  leavesUnknown:
    'Dieser Browser hat schon ein Konto. Dessen Credits bleiben mit ihm zurück; ohne ein anderes Gerät oder einen Wiederherstellungscode davon kommt niemand mehr an sie heran.',
  linkPage: {
    heading: 'Diesen Browser mit einem Konto verknüpfen.',
    instead: 'Kein Code zur Hand? Unter „Geräte“ steht, was sonst geht.',
  },
  out: {
    heading: 'Von diesem Browser abmelden',
    text: 'Löscht den Schlüssel aus diesem Browser und entfernt das Gerät vom Konto.',
    button: 'Abmelden',
    confirmHeading: 'Von diesem Browser abmelden?',
    otherDevices: (count, text) =>
      count === 1
        ? 'Dein anderes Gerät behält das Konto. Um hierher zurückzukommen, verknüpf diesen Browser von dort aus wieder.'
        : `Deine ${text} anderen Geräte behalten das Konto. Um hierher zurückzukommen, verknüpf diesen Browser von dort aus wieder.`,
    recovery: 'Dies ist das einzige Gerät des Kontos. Nur dein Wiederherstellungscode bringt es zurück.',
    lost: 'Dies ist das einzige Gerät des Kontos, und es gibt keinen Wiederherstellungscode: Das Konto und seine Credits sind dann endgültig verloren.',
    maybeLost:
      'Tabloom konnte nicht fragen, ob es ein anderes Gerät oder einen Wiederherstellungscode gibt. Ohne beides sind das Konto und seine Credits dann endgültig verloren.',
    tick: 'Ich verstehe, was das heißt.',
    confirm: 'Abmelden und Schlüssel löschen',
    done: 'Abgemeldet. Dieser Browser hat jetzt kein Konto.',
  },
  revoked: {
    heading: 'Dieser Browser gehört zu keinem Konto mehr.',
    text: 'Sein Schlüssel wurde auf einem anderen Gerät widerrufen, oder sein Konto wurde dort gelöscht; der Schlüssel nützt nichts mehr. Tritt unten einem Konto bei oder fang neu an: Der Schlüssel wird gelöscht, und der nächste Start macht ein neues Konto.',
    anew: 'Neu anfangen',
  },
  privacy:
    'Was über dieses Konto aufbewahrt wird, sein Export und seine Löschung stehen unter „Datenschutz“.',
};
