// Lo que salió mal: qué ha pasado, qué hace Tabloom, qué puedes hacer tú.

import type { Words } from '../shape.ts';

export const errors: Words['errors'] = {
  elsewhere: {
    what: 'Ha fallado algo que no debía fallar.',
    does: 'Tabloom se ha detenido aquí y ha pasado su trabajo a otros dispositivos.',
    can: 'Inténtalo de nuevo; si se repite, recarga la página.',
  },
  signIn: {
    what: 'El coordinador no ha aceptado el inicio de sesión de esta pestaña.',
    does: 'Tabloom se ha detenido; los créditos ya ganados siguen en este navegador.',
    can: 'Inténtalo de nuevo. Si continúa, comprueba que el reloj de este dispositivo va bien.',
  },
  engine_unavailable: {
    what: 'En este navegador no arranca ningún motor.',
    does: 'Tabloom ha probado con la tarjeta gráfica y con el procesador.',
    can: 'Cierra otras pestañas pesadas e inténtalo de nuevo, o usa un Chrome, Edge, Firefox o Safari actual.',
  },
  engine_failed: {
    what: 'El modelo no ha funcionado en este dispositivo.',
    does: 'El trabajo ha pasado a otro dispositivo.',
    can: 'Inténtalo de nuevo: otra pieza bien puede funcionar aquí.',
  },
  host_incapable: {
    what: 'A este dispositivo le falta algo que el trabajo necesita, como memoria o una conexión segura.',
    does: 'El trabajo ha pasado a otro dispositivo.',
    can: 'Cierra otras pestañas, abre esta página por HTTPS o como localhost e inténtalo de nuevo.',
  },
  storage_full: {
    what: 'En este navegador no hay sitio suficiente para el modelo.',
    does: 'No se ha descargado nada que no quepa.',
    can: 'Libera espacio en el disco, sal de la navegación privada e inténtalo de nuevo.',
  },
  coordinator_away: {
    what: 'El coordinador no responde.',
    does: 'Tabloom guarda los resultados terminados y vuelve a preguntar por sí solo.',
    can: 'Puedes dejar la pestaña abierta.',
  },
  client_too_old: {
    what: 'Esta página es más antigua de lo que acepta el coordinador.',
    does: 'Tabloom se ha detenido para que no se pierda trabajo.',
    can: 'Recarga la página para tener la actual.',
  },
  server_too_old: {
    what: 'Esta página es más nueva que su coordinador.',
    does: 'Tabloom se ha detenido para que no se pierda trabajo.',
    can: 'Vuelve más tarde: hay que actualizar el coordinador.',
  },
  key_revoked: {
    what: 'Se revocó la clave de este navegador, o se borró su cuenta.',
    does: 'Tabloom se ha detenido y ya no calcula nada en su nombre.',
    can: 'En «Dispositivos» puedes unirte de nuevo a una cuenta o empezar de cero.',
  },
  rate_limited: {
    what: 'Este dispositivo ha preguntado demasiadas veces.',
    does: 'Tabloom espera un poco.',
    can: 'Puedes dejar la pestaña abierta.',
  },
  link_code_invalid: {
    what: 'Este código es desconocido, ya se usó o tiene más de diez minutos.',
    does: 'No se ha cambiado nada.',
    can: 'Busca una errata en el código, o muestra uno nuevo en el otro dispositivo.',
  },
  recovery_unknown: {
    what: 'Ninguna cuenta de aquí tiene este código de recuperación.',
    does: 'No se ha cambiado nada.',
    can: 'Mira si se creó en otra dirección o si lo ha sustituido un código más nuevo.',
  },
  id_conflict: {
    what: 'La clave de este navegador ya pertenece a otra cuenta.',
    does: 'No se ha cambiado nada.',
    can: 'Inténtalo de nuevo; si se repite, cierra antes la sesión de este navegador en «Dispositivos».',
  },
  codeMistyped: {
    what: 'Este código no está completo, o tiene un carácter equivocado.',
    does: 'No se ha cambiado nada.',
    can: 'Compáralo con lo que guardaste; los guiones y los espacios no importan.',
  },
  accountAway: {
    what: 'El coordinador no responde.',
    does: 'No se ha hecho nada, o se perdió la respuesta.',
    can: 'Inténtalo de nuevo cuando tengas conexión y el coordinador haya vuelto.',
  },
  accountTooOften: {
    what: 'Se han probado demasiados códigos.',
    does: 'El coordinador espera antes de mirar otro.',
    can: 'Inténtalo de nuevo dentro de un minuto.',
  },
  accountInsecure: {
    what: 'El navegador no da a esta página ninguna clave segura.',
    does: 'No se ha cambiado nada.',
    can: 'Ábrela por HTTPS o en este equipo como localhost, y no en una ventana privada.',
  },
  accountSignIn: {
    what: 'El coordinador no ha aceptado el inicio de sesión de esta pestaña.',
    does: 'Por lo que sabe Tabloom, no se ha cambiado nada.',
    can: 'Inténtalo de nuevo. Si continúa, comprueba que el reloj de este dispositivo va bien.',
  },
  accountElsewhere: {
    what: 'No ha funcionado, y debería haberlo hecho.',
    does: 'Por lo que sabe Tabloom, no se ha cambiado nada.',
    can: 'Inténtalo de nuevo; si se repite, recarga la página.',
  },
};

export const errorDetails: Words['errorDetails'] = {
  summary: 'Detalles',
  toDevices: 'Ir a «Dispositivos»',
  code: (code, message) => `${code}: ${message}`,
};
