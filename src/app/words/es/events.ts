// Lo que pasó en una visita, por qué el dispositivo afloja y cuánto se usa de él.

import type { Words } from '../shape.ts';
import { counted } from './units.ts';

export const happened: Words['happened'] = {
  connected: 'Conectado con el coordinador.',
  unkept: 'Este navegador no guarda nada aquí: tus créditos terminan con esta pestaña.',
  gotWork: (pieces: number, text: string, projects: string) =>
    `Recibido: ${counted(pieces, text, 'pieza', 'piezas')} de trabajo para ${projects}.`,
  'result-sent': (project: string) => `Se envió un resultado de ${project}. Espera confirmación.`,
  'result-confirmed': (project: string) => `Se confirmó un resultado de ${project}.`,
  'result-disagreed': (project: string) => `Un resultado de ${project} no coincidió con los demás.`,
  'result-failed': (project: string) =>
    `Se avisó al coordinador de que una pieza de ${project} no funciona aquí.`,
  'result-late': (project: string) =>
    `Una pieza de ${project} llegó tarde: otra persona ya la había terminado.`,
  'piece-given-up': (project: string) => `Se abandonó una pieza de ${project}.`,
  'result-refused': (project: string, message: string) =>
    `No se aceptó un resultado de ${project}: ${message}`,
  'piece-failed': (project: string, message: string) =>
    `No se pudo calcular una pieza de ${project}: ${message}`,
  'engine-started': (engine: string) => `Calcula ${engine}.`,
  'engine-changed': (engine: string) => `Aquí es más rápido y ha tomado el relevo: ${engine}.`,
  'engine-failed': (engine: string) =>
    `No funcionó en este dispositivo: ${engine}. Tabloom sigue con lo que funciona.`,
  'kept-file-damaged': 'Un archivo guardado estaba dañado. Se descarga de nuevo.',
  'kept-files-unreadable':
    'No se pudieron leer los archivos guardados en este dispositivo. Se descargan de nuevo.',
  'download-damaged': 'Una descarga llegó dañada. Se repite.',
  noRoom: (what: string) => `No hay sitio para guardar ${what} en este dispositivo. Se usa sin guardarlo.`,
  unhindered: 'Ya no hay nada que estorbe.',
  paused: 'En pausa.',
  resumed: 'Sigue.',
  finished: 'Terminado y parado.',
  leasesLost: (pieces: number, text: string) =>
    `La espera duró más de lo que se guarda un puesto: ${counted(pieces, text, 'pieza pasó', 'piezas pasaron')} a otros dispositivos. No se pierde nada.`,
  tookOver: (pieces: number, text: string) =>
    `Se cerró otra pestaña; esta sigue con ${counted(pieces, text, 'pieza suya', 'piezas suyas')}.`,
  stopped: (reason: string) => `Parado: ${reason}`,
  engine: {
    gpu: 'la tarjeta gráfica',
    cpu: (threads: number) => (threads === 1 ? 'el procesador' : `el procesador con ${threads} hilos`),
  },
};

export const ease: Words['ease'] = {
  eased: {
    'page-slow': 'Bajando el ritmo: esta página se estaba volviendo lenta.',
    'device-busy': 'Bajando el ritmo: tu máquina está ocupada.',
    pressure: 'Bajando el ritmo: el navegador dice que el procesador está muy cargado.',
    battery: 'Bajando el ritmo: queda poca batería.',
    'not-charging': 'Bajando el ritmo: el dispositivo no se está cargando.',
    'save-data': 'Bajando el ritmo: tu navegador pide ahorrar datos.',
    hidden: 'Bajando el ritmo mientras la pestaña está oculta.',
  },
  rested: {
    'page-slow': 'En reposo: esta página se estaba volviendo lenta. El cálculo continúa por sí solo.',
    'device-busy': 'En reposo: tu máquina está ocupada. El cálculo continúa por sí solo.',
    pressure: 'En reposo: el procesador está sobrecargado. El cálculo continúa cuando eso pase.',
    battery:
      'En reposo: la batería está por debajo del nivel que elegiste. El cálculo continúa cuando se cargue.',
    'not-charging': 'En reposo: el dispositivo no se está cargando. El cálculo continúa cuando se cargue.',
    'save-data': 'En reposo: tu navegador pide ahorrar datos. El cálculo continúa cuando deje de pedirlo.',
    hidden: 'En reposo: la pestaña estaba oculta. El cálculo continúa cuando la mires.',
  },
  duty: (percent: string) => `Usa el ${percent} del tiempo en este momento.`,
  elsewhere:
    'Otra pestaña de este navegador calcula; estos son sus números. Si la cierras, esta sigue con su trabajo.',
};

export const problems: Words['problems'] = {
  insecure:
    'Esta página no se abrió por HTTPS, así que el navegador no le da ni criptografía ni tarjeta gráfica. Ábrela por HTTPS o, en este ordenador, como localhost.',
  'no-wasm': 'Este navegador no tiene WebAssembly o no tiene workers, así que no puede calcular para otros.',
  'no-gpu': 'Este navegador no ofrece tarjeta gráfica, así que calcula el procesador, más despacio.',
  'software-gpu': 'La tarjeta gráfica solo está imitada por software, así que calcula el procesador.',
  'not-isolated': 'Esta página se sirve sin aislamiento, así que el procesador calcula con un solo hilo.',
};

export const power: Words['power'] = {
  heading: 'Cuánto de este dispositivo',
  names: { gentle: 'Suave', balanced: 'Equilibrado', full: 'Máximo', custom: 'A tu medida' },
  means: (percent: string, threads: number, threadsText: string, cores: string) =>
    `Como mucho el ${percent} del tiempo, en ${counted(threads, threadsText, 'hilo', 'hilos')} de ${cores} del procesador. Menos cuando tu máquina está ocupada.`,
  energy: 'Energía',
  energyRange: (low: string, high: string) => `entre ${low} y ${high} Wh, estimación aproximada`,
  energyNote:
    'Estimada por el tiempo de cálculo: de 3 a 10 W por hilo ocupado del procesador, de 5 a 75 W por una tarjeta gráfica.',
};
