// Was schiefging: was geschah, was Tabloom tut, was du tun kannst.

import type { Words } from '../shape.ts';

export const errors: Words['errors'] = {
  elsewhere: {
    what: 'Etwas ging schief, das nicht hätte schiefgehen dürfen.',
    does: 'Tabloom hat hier angehalten und seine Arbeit anderen Geräten gegeben.',
    can: 'Versuch es noch einmal; wenn es wieder geschieht, lade die Seite neu.',
  },
  signIn: {
    what: 'Der Koordinator hat die Anmeldung dieses Tabs nicht angenommen.',
    does: 'Tabloom hat angehalten; verdiente Credits bleiben bei diesem Browser.',
    can: 'Versuch es noch einmal. Bleibt es dabei, prüf, ob die Uhr dieses Geräts richtig geht.',
  },
  engine_unavailable: {
    what: 'In diesem Browser startet keine Engine.',
    does: 'Tabloom hat die Grafikkarte und den Prozessor versucht.',
    can: 'Schließ andere schwere Tabs und versuch es noch einmal, oder nimm ein aktuelles Chrome, Edge, Firefox oder Safari.',
  },
  engine_failed: {
    what: 'Das Modell lief auf diesem Gerät nicht.',
    does: 'Die Arbeit wurde einem anderen Gerät gegeben.',
    can: 'Versuch es noch einmal: Ein anderes Stück kann hier durchaus laufen.',
  },
  host_incapable: {
    what: 'Diesem Gerät fehlt etwas, das die Arbeit braucht, etwa Arbeitsspeicher oder eine sichere Verbindung.',
    does: 'Die Arbeit wurde einem anderen Gerät gegeben.',
    can: 'Schließ andere Tabs, öffne diese Seite über HTTPS oder als localhost und versuch es noch einmal.',
  },
  storage_full: {
    what: 'In diesem Browser ist nicht genug Platz für das Modell.',
    does: 'Es wurde nichts heruntergeladen, das nicht passt.',
    can: 'Schaff Platz auf dem Datenträger, verlass den privaten Modus und versuch es noch einmal.',
  },
  coordinator_away: {
    what: 'Der Koordinator antwortet nicht.',
    does: 'Tabloom behält fertige Ergebnisse und fragt von selbst wieder nach.',
    can: 'Du kannst den Tab offen lassen.',
  },
  client_too_old: {
    what: 'Diese Seite ist älter, als der Koordinator es annimmt.',
    does: 'Tabloom hat angehalten, damit keine Arbeit vergebens ist.',
    can: 'Lade die Seite neu, um die aktuelle zu bekommen.',
  },
  server_too_old: {
    what: 'Diese Seite ist neuer als ihr Koordinator.',
    does: 'Tabloom hat angehalten, damit keine Arbeit vergebens ist.',
    can: 'Komm später wieder: Der Betreiber muss den Koordinator erneuern.',
  },
  key_revoked: {
    what: 'Der Schlüssel dieses Browsers wurde widerrufen, oder sein Konto wurde gelöscht.',
    does: 'Tabloom hat angehalten und rechnet nichts mehr in seinem Namen.',
    can: 'Unter „Geräte“ kannst du wieder einem Konto beitreten oder neu anfangen.',
  },
  rate_limited: {
    what: 'Dieses Gerät hat zu oft gefragt.',
    does: 'Tabloom wartet ein wenig.',
    can: 'Du kannst den Tab offen lassen.',
  },
  link_code_invalid: {
    what: 'Dieser Code ist unbekannt, benutzt oder älter als zehn Minuten.',
    does: 'Es wurde nichts geändert.',
    can: 'Such nach einem Vertipper, oder zeig auf dem anderen Gerät einen neuen.',
  },
  recovery_unknown: {
    what: 'Kein Konto hier hat diesen Wiederherstellungscode.',
    does: 'Es wurde nichts geändert.',
    can: 'Sieh nach, ob er an einer anderen Adresse gemacht wurde oder ob ein neuerer ihn ersetzt hat.',
  },
  id_conflict: {
    what: 'Der Schlüssel dieses Browsers gehört schon zu einem anderen Konto.',
    does: 'Es wurde nichts geändert.',
    can: 'Versuch es noch einmal; wenn es wieder geschieht, meld diesen Browser zuerst unter „Geräte“ ab.',
  },
  codeMistyped: {
    what: 'Dieser Code ist nicht vollständig, oder ein Zeichen darin ist falsch.',
    does: 'Es wurde nichts geändert.',
    can: 'Vergleich ihn mit dem, was du aufbewahrt hast; auf Striche und Leerzeichen kommt es nicht an.',
  },
  accountAway: {
    what: 'Der Koordinator antwortet nicht.',
    does: 'Es ist nichts geschehen, oder die Antwort darauf ging verloren.',
    can: 'Versuch es noch einmal, wenn du online bist und der Koordinator zurück ist.',
  },
  accountTooOften: {
    what: 'Es wurden zu viele Codes versucht.',
    does: 'Der Koordinator wartet, bevor er sich den nächsten ansieht.',
    can: 'Versuch es in einer Minute noch einmal.',
  },
  accountInsecure: {
    what: 'Der Browser gibt dieser Seite keinen sicheren Schlüssel.',
    does: 'Es wurde nichts geändert.',
    can: 'Öffne sie über HTTPS oder auf diesem Rechner als localhost, und nicht in einem privaten Fenster.',
  },
  accountSignIn: {
    what: 'Der Koordinator hat die Anmeldung dieses Tabs nicht angenommen.',
    does: 'Soweit Tabloom weiß, wurde nichts geändert.',
    can: 'Versuch es noch einmal. Bleibt es dabei, prüf, ob die Uhr dieses Geräts richtig geht.',
  },
  accountElsewhere: {
    what: 'Das ging nicht, und es hätte gehen sollen.',
    does: 'Soweit Tabloom weiß, wurde nichts geändert.',
    can: 'Versuch es noch einmal; wenn es wieder geschieht, lade die Seite neu.',
  },
};

export const errorDetails: Words['errorDetails'] = {
  summary: 'Einzelheiten',
  toDevices: 'Zu „Geräte“',
  code: (code, message) => `${code}: ${message}`,
};
