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
    what: 'La cuenta ha revocado la clave de este navegador.',
    does: 'Tabloom se ha detenido y ya no calcula nada en su nombre.',
    can: 'Usa otro dispositivo de la cuenta, o borra los datos de este sitio para empezar de cero.',
  },
  rate_limited: {
    what: 'Este dispositivo ha preguntado demasiadas veces.',
    does: 'Tabloom espera un poco.',
    can: 'Puedes dejar la pestaña abierta.',
  },
};

export const errorDetails: Words['errorDetails'] = {
  summary: 'Detalles',
  code: (code, message) => `${code}: ${message}`,
};
