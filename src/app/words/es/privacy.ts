// Privacidad: qué sale del dispositivo, qué se guarda, por qué y cuánto tiempo; exportación y borrado.

import type { Words } from '../shape.ts';
import { counted } from './units.ts';

export const privacy: Words['privacy'] = {
  heading: 'Tabloom sabe poco de ti, y puedes llevártelo o borrarlo.',
  lead: 'Sin nombre, sin correo, sin contraseña. Sin cookies, sin publicidad, sin contar visitantes, sin cargar nada de nadie más. Esto es lo que hay de todos modos.',
  jump: 'Ir a la exportación y al borrado',
  leaves: {
    heading: 'Qué sale de este dispositivo',
    before: [
      'Antes de empezar',
      'La página pide los contadores y proyectos públicos y no cuenta nada del dispositivo. Si este navegador tiene una cuenta, al abrir «Créditos» o «Dispositivos» inicia sesión con su clave.',
    ],
    after: [
      'Después de empezar',
      'La mitad pública de la clave de este navegador; el navegador y su versión; el motor y sus hilos; el tipo, las capacidades y los límites de la tarjeta gráfica; la memoria tal como la redondea el navegador; una velocidad medida; qué modelos se guardan aquí; si la pestaña está oculta o en pausa y por dónde va una pieza de trabajo; los resultados, cuánto tardaron y el mensaje del motor si falló.',
    ],
    never: [
      'Nunca',
      'Tus archivos, tus otras pestañas y lo que haces en ellas, el estado de la batería, la mitad privada de la clave y el código de recuperación.',
    ],
  },
  kept: {
    heading: 'Qué guarda el coordinador, por qué y cuánto tiempo',
    labels: { what: 'Qué', why: 'Por qué', until: 'Cuánto tiempo' },
    account: {
      name: 'Tu cuenta',
      what: 'Un identificador aleatorio, el día en que se creó y la mitad pública de tu código de recuperación, si creaste uno.',
      why: 'Los créditos y los dispositivos tienen que pertenecer a algo.',
      until:
        'Hasta que borres la cuenta. El identificador sigue en el libro de cuentas y junto al trabajo, sin nada que lleve hasta ti.',
    },
    devices: {
      name: 'Tus dispositivos',
      what: 'De cada uno su clave pública, cuándo se añadió, se vio por última vez y se quitó, lo que dijo de sí después de empezar, si su pestaña está oculta, cuántas visitas hizo y cuánto duraron en total.',
      why: 'Para que el trabajo se ajuste al dispositivo y a la visita, y se pueda quitar un dispositivo perdido.',
      until:
        'Hasta que borres la cuenta; también los dispositivos quitados. De cada clave queda aun entonces una huella irreversible.',
    },
    address: {
      name: 'Sus direcciones de internet',
      what: 'La dirección desde la que cada dispositivo inició sesión por última vez.',
      why: 'Para que el operador pueda encontrar y detener abusos.',
      until: (days, text) =>
        `Entera durante ${counted(days, text, 'día', 'días')}; después solo queda su red (los primeros 24 bits; en direcciones IPv6, 48), hasta que el dispositivo vuelva a iniciar sesión o se borre la cuenta.`,
      usually:
        'Por lo general, entera durante 7 días; después solo queda su red (los primeros 24 bits; en direcciones IPv6, 48), hasta que el dispositivo vuelva a iniciar sesión o se borre la cuenta.',
      none: 'Este coordinador no guarda direcciones.',
    },
    work: {
      name: 'Tu trabajo',
      what: 'Qué piezas de trabajo recibió cada dispositivo, cuándo, y qué fue de ellas; los resultados, con el tipo de navegador y de motor que los calculó y cuánto tardó.',
      why: 'Para que las respuestas se puedan comparar y se paguen una sola vez.',
      until: (days, text) =>
        `Un resultado que no se eligió como respuesta desaparece ${counted(days, text, 'día', 'días')} después del final de su encargo. Las respuestas y la lista de tus piezas se quedan.`,
      usually:
        'Un resultado que no se eligió como respuesta suele desaparecer 7 días después del final de su encargo. Las respuestas y la lista de tus piezas se quedan.',
    },
    credits: {
      name: 'Tus créditos',
      what: 'Cada movimiento: por qué pieza de trabajo, cuánto, cuándo.',
      why: 'Un saldo es la suma de sus movimientos, y ninguno se cambia jamás.',
      until: 'Se queda, bajo el identificador aleatorio.',
    },
    codes: {
      name: 'Códigos e inicios de sesión',
      what: 'De un código de enlace, solo una huella; de un inicio de sesión, el número aleatorio que se firmó.',
      why: 'Para que cada uno sirva una sola vez.',
      until: 'Diez minutos y dos minutos.',
    },
  },
  here: {
    heading: 'Qué se queda en este navegador',
    text: 'La mitad privada de su clave, hecha de modo que el navegador la usa pero no se la da a nadie, tampoco a esta página, donde el navegador puede hacerlo. Modelos y datos para la próxima vez, 2 GB como mucho. Tus ajustes y tu idioma, qué motor funcionó aquí y esta misma página, para que se abra sin conexión. Si borras los datos de este sitio en el navegador, desaparece todo.',
  },
  others: {
    heading: 'Quién ve qué',
    text: 'Quien encarga trabajo recibe las respuestas, y nadie le dice quién las calculó. Todo el mundo ve los contadores y la tela, que no muestran ningún dispositivo en particular. Solo quien trae trabajo a Tabloom aparece con el identificador aleatorio de su cuenta.',
  },
  responsible: {
    heading: 'Quién es responsable',
    named: (operator, address) =>
      `${operator} lleva el coordinador de ${address} y es responsable de lo que guarda.`,
    unnamed: (address) =>
      `Quien lleva el coordinador de ${address} es responsable de lo que guarda; no dice su nombre. Los autores de Tabloom no reciben nada de ello.`,
    more: 'Un servidor delante del coordinador, o aquel del que viene esta página, puede tener registros y copias propios: el operador lo sabe. Puedes pedir al operador que corrija o borre algo, y reclamar ante la autoridad de protección de datos de donde vives.',
  },
  export: {
    heading: 'Llevarte tus datos',
    text: 'Todo lo que el coordinador guarda sobre tu cuenta, en un archivo JSON: la cuenta, sus dispositivos, sus piezas de trabajo y lo que ganaron. Solo faltan las respuestas mismas; pertenecen a los proyectos.',
    button: 'Exportar mis datos',
    fileName: 'tabloom-export.json',
    saved: 'El archivo está guardado.',
  },
  remove: {
    heading: 'Borrar tu cuenta',
    goes: 'Se borran al momento: las claves de todos sus dispositivos, los dispositivos con sus direcciones y todo lo que dijeron de sí, los códigos de enlace y la clave de recuperación, y la clave de este navegador. Los créditos sin gastar se pierden.',
    stays:
      'Qué se queda: el identificador aleatorio con los días de su creación y su borrado, junto a sus líneas del libro de cuentas y sus piezas de trabajo con sus resultados y el tipo de navegador y de motor que los calculó, porque los saldos y el trabajo validado tienen que seguir cuadrando. Nada lleva de ahí a una clave, un dispositivo o una dirección. También una huella irreversible (SHA-256) de cada una de sus claves, para que ninguno de sus navegadores pueda volver a iniciar sesión con ella; entonces dicen que la cuenta se borró.',
    button: 'Borrar mi cuenta',
    confirmHeading: '¿Borrar la cuenta para siempre?',
    confirmText:
      'Todos sus dispositivos se detienen al momento, y ningún código de recuperación la devuelve. Quizá quieras exportar antes tus datos.',
    confirm: 'Borrar la cuenta',
    done: 'La cuenta está borrada y su clave ha desaparecido de este navegador. Tus ajustes y los modelos guardados siguen aquí hasta que borres los datos de este sitio.',
  },
  none: 'Este navegador no tiene cuenta, así que no hay nada que exportar ni que borrar.',
};
