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
    what: 'Der Schlüssel dieses Browsers wurde von seinem Konto widerrufen.',
    does: 'Tabloom hat angehalten und rechnet nichts mehr in seinem Namen.',
    can: 'Nimm ein anderes Gerät des Kontos, oder lösch die Daten dieser Website, um neu anzufangen.',
  },
  rate_limited: {
    what: 'Dieses Gerät hat zu oft gefragt.',
    does: 'Tabloom wartet ein wenig.',
    can: 'Du kannst den Tab offen lassen.',
  },
};

export const errorDetails: Words['errorDetails'] = {
  summary: 'Einzelheiten',
  code: (code, message) => `${code}: ${message}`,
};
