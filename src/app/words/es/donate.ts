// Colaborar: antes de empezar, durante el trabajo, y los créditos de la visita.

import type { Words } from '../shape.ts';
import { counted } from './units.ts';

export const invitation: Words['invitation'] = {
  heading: 'Presta esta pestaña a la IA abierta.',
  lead: 'Tabloom reparte pequeñas piezas de trabajo de IA abierta entre pestañas del navegador, compara cada respuesta con la de otro dispositivo y te acredita lo que se confirma.',
  start: 'Empezar',
  downloads: {
    engine: (megabytes) => `La primera vez se descarga un motor de ${megabytes} MB.`,
    engines: (megabytes, more) =>
      `La primera vez se descarga un motor de ${megabytes} MB y otro de ${more} MB más para la tarjeta gráfica.`,
    engineUnknown: 'La primera vez se descarga un motor de unos megabytes.',
    model: (megabytes) => `El modelo para el trabajo ocupa ${megabytes} MB; los datos que lee vienen aparte.`,
    models: (least, most) =>
      `El modelo para el trabajo ocupa entre ${least} y ${most} MB, según el proyecto; los datos que lee vienen aparte.`,
    modelUnknown: 'El modelo para el trabajo y los datos que lee vienen aparte.',
    kept: 'El navegador los guarda para la próxima vez.',
  },
  factsHeading: 'Antes de empezar',
  facts: {
    runs: [
      'Qué se ejecuta',
      'Pequeños modelos de IA, dentro de esta pestaña, en tu tarjeta gráfica o tu procesador.',
    ],
    forWhom: ['Para quién', 'Proyectos abiertos.'],
    leaves: [
      'Qué sale de aquí',
      'Resultados, el tipo de navegador, motor y tarjeta gráfica, y su velocidad.',
    ],
    never: ['Qué no sale nunca', 'Tus archivos, tu navegación, nada de fuera de esta pestaña.'],
    stop: [
      'Cómo parar',
      'Pulsa «Pausar» o cierra todas las pestañas con Tabloom. Después no se ejecuta nada.',
    ],
  },
  forProjects: 'Proyectos abiertos, por ahora',
  and: 'y',
  device: {
    asking: 'Viendo qué puede hacer este dispositivo…',
    is: (facts) => `Este dispositivo: ${facts}.`,
    gpu: (name) => `tarjeta gráfica${name}`,
    cores: (count, text) => counted(count, text, 'hilo de procesador', 'hilos de procesador'),
    memory: (gigabytes) => `unos ${gigabytes} GB de memoria, según los redondea el navegador`,
    gpuLater: (threads, text) =>
      `Empezaría en su procesador, con ${counted(threads, text, 'hilo', 'hilos')}, y pasaría a su tarjeta gráfica en cuanto resulte más rápida.`,
    gpuFirst: 'Calcularía en su tarjeta gráfica, que aquí ya resultó más rápida.',
    cpu: (threads, text) => `Calcularía en su procesador, con ${counted(threads, text, 'hilo', 'hilos')}.`,
    cannot: 'Tal como está, no puede calcular para otros.',
    work: 'Hay trabajo para él, por ejemplo',
  },
};

export const bench: Words['bench'] = {
  paused:
    'En pausa. Tu dispositivo conserva su sitio durante diez minutos; pulsa «Continuar» para retomarlo.',
  resting: 'En reposo. Tu dispositivo continúa por sí solo.',
  pausing: 'La pausa llega tras la pieza en curso.',
  stopped: 'Detenido. Ahora no se ejecuta nada en este dispositivo.',
  stoppedAfter: (answers) => `Detenido. En esta visita tu dispositivo ha dado ${answers}.`,
  finishing: 'Terminando esta pieza; después se detiene.',
  starting: 'Preparándose: arrancando el motor e iniciando sesión.',
  downloading: (what) => `Preparándose: descargando ${what}.`,
  downloaded: (received, total) => `${received} de ${total} MB`,
  fetching: 'Trabajando: pidiendo la siguiente pieza.',
  waiting: 'A la espera: ahora mismo nada necesita este dispositivo.',
  offline: 'A la espera del coordinador: no responde. Los resultados terminados se guardan aquí.',
  stuck: 'Tu dispositivo no puede continuar por sí solo.',
  nextTry: (seconds) => `Vuelve a preguntar en ${seconds} s.`,
  working: (doing, unit, at, of, project) => `Trabajando: ${doing} ${unit} ${at} de ${of} para ${project}.`,
  workingSpoken: (project) => `Trabajando para ${project}.`,
  taskProgress: (project) => `Progreso de esta pieza para ${project}`,
  downloadProgress: 'Descarga',
  inputLabel: 'La entrada que recibió tu dispositivo',
  reads: 'Tu dispositivo lee',
  readLast: 'Lo último que leyó tu dispositivo',
  nothingYet: 'La primera entrada aparece aquí en un momento.',
  noPicture: 'Este proyecto no tiene nada que dibujar; sus números están debajo.',
  rate: {
    label: 'Velocidad',
    measuring: 'midiéndose',
    perSecond: (count, unit) => `${count} ${unit} por segundo`,
    perMinute: (count, unit) => `${count} ${unit} por minuto`,
    every: (unit, minutes) => `1 ${unit} cada ${minutes} minutos`,
  },
  visit: {
    label: 'Esta visita',
    done: (rows, pieces) => `${rows} en ${pieces}`,
    pieces: (count, text) => counted(count, text, 'pieza terminada', 'piezas terminadas'),
    queued: (count, text) => `${counted(count, text, 'pieza espera', 'piezas esperan')} detrás de esta`,
  },
  engine: {
    label: 'Motor',
    gpu: (vendor) => `tarjeta gráfica${vendor && ` (${vendor})`}`,
    cpu: (threads) => (threads === 1 ? 'procesador, un hilo' : `procesador, ${threads} hilos`),
    measured: (gflops) => `${gflops} GFLOPS medidos`,
  },
  forHeading: 'Para',
  start: 'Empezar',
  again: 'Empezar de nuevo',
  goOn: 'Continuar',
  tryAgain: 'Intentar de nuevo',
  pause: 'Pausar',
  finish: 'Terminar esta pieza',
  log: 'Qué ha pasado en esta visita',
};

export const credit: Words['credit'] = {
  heading: 'Créditos de esta visita',
  pending: 'pendientes',
  earned: 'ganados',
  pendingNote: 'Pendientes hasta que otro dispositivo haya dado la misma respuesta.',
  earnedNote: 'Validados y tuyos.',
  heldUntil: (when) => `Validados y tuyos; podrás gastarlos desde el ${when}.`,
  worth: (amount, duration) =>
    `${amount} créditos: más o menos lo que este dispositivo calcula en ${duration} a su velocidad medida.`,
  none: 'Los créditos aparecen aquí con tu primer resultado.',
};
