// Dispositivos: la lista, el enlace, la recuperación, el cierre de sesión; y cómo se une un navegador a una cuenta.

import type { Words } from '../shape.ts';

export const devices: Words['devices'] = {
  headingNone: 'Aquí estarán tus dispositivos.',
  heading: (count, text) =>
    count === 1 ? 'Un dispositivo trabaja para tu cuenta.' : `${text} dispositivos trabajan para tu cuenta.`,
  headingUnread: 'Los dispositivos de tu cuenta',
  howTo:
    'Con el primer inicio este navegador recibe una clave propia y, con ella, una cuenta: sin nombre, sin correo, sin contraseña. Si ya tienes una cuenta en otro dispositivo, tráela aquí, más abajo.',
  kept: 'Este navegador ha prometido conservar lo que Tabloom guarda en él.',
  evictable:
    'Este navegador puede borrar lo que Tabloom guarda en él, también la clave de tu cuenta, cuando falte espacio. Merece la pena tener un código de recuperación o un segundo dispositivo.',
  unsaid:
    'Este navegador no dice si conservará lo que Tabloom guarda en él. Merece la pena tener un código de recuperación o un segundo dispositivo.',
  list: {
    label: 'Dispositivos',
    unknown: 'Un navegador que aún no ha calculado',
    here: 'este navegador',
    gpu: (vendor) => `Tarjeta gráfica${vendor && ` (${vendor})`}`,
    cpu: 'Procesador',
    measured: (gflops) => `${gflops} GFLOPS medidos`,
    seen: (when) => `Visto por última vez el ${when}`,
    gone: (count, text) => (count === 1 ? 'Un dispositivo quitado' : `${text} dispositivos quitados`),
    goneSince: (when) => `Quitado el ${when}; ya no puede iniciar sesión.`,
    remove: 'Quitar',
    removeHeading: (name) => `¿Quitar este dispositivo: ${name}?`,
    removeMeans:
      'Se revoca su clave: desde ahora no puede iniciar sesión, y lo que esté calculando pasa a otros dispositivos. Lo que ha ganado sigue en la cuenta.',
    removeNow: 'Quitarlo ya',
  },
  link: {
    heading: 'Usar un segundo dispositivo',
    text: 'Un dispositivo enlazado recibe una clave propia, y los créditos de ambos van a una sola cuenta.',
    show: 'Mostrar un código',
    again: 'Mostrar un código nuevo',
    hide: 'Ocultar el código',
    codeLabel: 'Código para el otro dispositivo',
    left: (time) => `Sirve una vez, durante ${time} minutos más.`,
    over: 'El código ha caducado.',
    qr: 'La dirección con el código, para escanearla',
    how: 'Escanea esto con el otro dispositivo. O abre allí esta página, ve a «Dispositivos» y escribe el código:',
    local:
      'La dirección de esta página solo lleva a este ordenador; los demás dispositivos no pueden abrirla.',
    joined: 'El otro dispositivo se ha unido. Está en la lista de arriba.',
  },
  recovery: {
    heading: 'Conservar tu cuenta',
    text: 'La clave de tu cuenta está en este navegador y en ningún otro sitio. Un código de recuperación devuelve la cuenta cuando se vacía el navegador o se pierde el dispositivo.',
    textLinked:
      'Cada dispositivo de tu cuenta tiene su propia clave, que no está en ningún otro sitio. Un código de recuperación devuelve la cuenta cuando se vacían todos sus navegadores o se pierden los dispositivos.',
    has: 'Esta cuenta tiene un código de recuperación. Uno nuevo lo deja inservible.',
    hasNot: 'Esta cuenta aún no tiene código de recuperación.',
    save: 'Guardar código de recuperación',
    renew: 'Crear un código de recuperación nuevo',
    once: 'Se muestra una vez y no se guarda en ningún sitio: cópialo o guárdalo como archivo. Quien tiene el código tiene la cuenta.',
    codeLabel: 'Tu código de recuperación',
    copy: 'Copiar',
    copied: 'Copiado.',
    notCopied: 'El navegador no ha dejado que Tabloom lo copie: selecciona el código y cópialo a mano.',
    file: 'Guardar como archivo',
    done: 'Ya lo tengo; ocultarlo',
    fileName: 'tabloom-recuperacion.txt',
    fileText: (code, address, when) => `Código de recuperación de Tabloom, creado el ${when}

${code}

Devuelve la cuenta de Tabloom que se creó en
${address}

Abre esa dirección, ve a «Dispositivos» y allí a «Recuperar una cuenta»: escribe el código o elige este archivo.
Quien tiene este código tiene la cuenta. Guárdalo donde guardas las contraseñas.
Un código de recuperación más nuevo de la misma cuenta deja este inservible.
`,
  },
  join: {
    heading: 'Unirse a una cuenta con un código',
    text: 'En un dispositivo de la cuenta, abre «Dispositivos» y pulsa «Mostrar un código».',
    label: 'Código del otro dispositivo',
    hint: 'Ocho letras y cifras',
    button: 'Unirse a la cuenta',
    trust:
      'Usa solo un código que muestres tú, o alguien de tu confianza, en este momento: desde entonces lo que gane este navegador va a esa cuenta.',
    joined: 'Desde ahora este navegador trabaja para esa cuenta.',
  },
  back: {
    heading: 'Recuperar una cuenta',
    text: 'Con el código de recuperación de la cuenta, escrito o en el archivo que guardaste.',
    label: 'Código de recuperación',
    button: 'Recuperarla',
    choose: 'Elegir el archivo',
    noCode: 'En este archivo no hay ningún código de recuperación.',
    joined: 'La cuenta ha vuelto. Desde ahora este navegador trabaja para ella.',
  },
  another: 'Usar otra cuenta en este navegador',
  leaves: (amount) =>
    `Este navegador ya tiene una cuenta, con ${amount} créditos. Se quedan con ella; sin otro dispositivo o un código de recuperación suyo, nadie vuelve a llegar a ellos.`,
  leavesNothing: 'Este navegador ya tiene una cuenta, que se queda atrás. Aún no tiene créditos.',
  leavesUnknown:
    'Este navegador ya tiene una cuenta. Sus créditos se quedan con ella; sin otro dispositivo o un código de recuperación suyo, nadie vuelve a llegar a ellos.',
  linkPage: {
    heading: 'Enlazar este navegador con una cuenta.',
    instead: '¿No tienes un código a mano? En «Dispositivos» está todo lo demás.',
  },
  out: {
    heading: 'Cerrar la sesión de este navegador',
    text: 'Borra la clave de este navegador y quita el dispositivo de la cuenta.',
    button: 'Cerrar sesión',
    confirmHeading: '¿Cerrar la sesión de este navegador?',
    otherDevices: (count, text) =>
      count === 1
        ? 'Tu otro dispositivo conserva la cuenta. Para volver aquí, enlaza de nuevo este navegador desde allí.'
        : `Tus otros ${text} dispositivos conservan la cuenta. Para volver aquí, enlaza de nuevo este navegador desde allí.`,
    recovery: 'Este es el único dispositivo de la cuenta. Solo tu código de recuperación la devuelve.',
    lost: 'Este es el único dispositivo de la cuenta y no hay código de recuperación: la cuenta y sus créditos se pierden para siempre.',
    maybeLost:
      'Tabloom no ha podido preguntar si hay otro dispositivo o un código de recuperación. Sin ninguno de los dos, la cuenta y sus créditos se pierden para siempre.',
    tick: 'Entiendo lo que eso significa.',
    confirm: 'Cerrar sesión y borrar la clave',
    done: 'Sesión cerrada. Este navegador no tiene cuenta ahora.',
  },
  revoked: {
    heading: 'Este navegador ya no pertenece a ninguna cuenta.',
    text: 'Su clave se revocó en otro dispositivo, o allí se borró su cuenta; la clave ya no sirve. Únete a una cuenta más abajo, o empieza de cero: se borra la clave, y el próximo inicio crea una cuenta nueva.',
    anew: 'Empezar de cero',
  },
  privacy: 'Lo que se guarda sobre esta cuenta, su exportación y su borrado están en «Privacidad».',
};
