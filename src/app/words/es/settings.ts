// Ajustes: cuánto del dispositivo, cuándo, qué más puede hacer la pestaña; y los avisos que se pidieron.

import type { Words } from '../shape.ts';
import { counted } from './units.ts';

export const settings: Words['settings'] = {
  heading: 'Tú decides cuánto de este dispositivo usa Tabloom.',
  lead: 'Un cambio vale al momento, en todas las pestañas de este navegador, y se guarda solo en este navegador.',
  more: 'Más ajustes',
  expert: {
    heading: 'En números exactos',
    note: 'El número que cambies hace que el ajuste sea el tuyo.',
    percent: 'Parte del tiempo, en porcentaje',
    percentNote:
      'Entre dos tramos cortos de cálculo el dispositivo descansa lo que haga falta para respetarlo.',
    threads: 'Hilos del procesador',
    threadsNote: (cores, text) =>
      `Este navegador informa de ${counted(cores, text, 'hilo', 'hilos')}. Un cambio cuenta a partir de la siguiente pieza.`,
  },
  when: {
    heading: 'Cuándo puede calcular',
    hiddenTab: 'También con la pestaña oculta',
    hiddenTabNote:
      'Los navegadores frenan los temporizadores de una pestaña oculta: a una vez por segundo y, pasados cinco minutos, a una vez por minuto. El cálculo en sí sigue en un worker, que dejan en paz, y el coordinador sabe que la pestaña está oculta. Los teléfonos suelen detener del todo las pestañas ocultas; el trabajo pasa entonces a otros dispositivos. Si lo desactivas, el dispositivo descansa hasta que vuelvas a mirar la pestaña.',
    onlyCharging: 'Solo mientras se carga',
    batteryFloor: 'Con batería, solo por encima de esta carga, en porcentaje',
    batteryFloorNote: 'Por debajo, el dispositivo descansa hasta que se cargue.',
    batteryUnknown: 'Este navegador no informa a las páginas sobre la batería, así que aquí no tiene efecto.',
    respectSaveData: 'Descansar mientras el navegador pide ahorrar datos',
    saveDataUnknown:
      'Este navegador no informa a las páginas sobre el ahorro de datos, así que aquí no tiene efecto.',
  },
  beside: {
    heading: 'Pantalla y avisos',
    keepAwake: 'Mantener la pantalla encendida mientras calcula',
    keepAwakeNote:
      'Mientras esta pestaña esté visible y calcule, la pantalla sigue encendida y el dispositivo no se duerme. Eso cuesta la energía de la pantalla. Si se oculta la pestaña o se cierra la tapa, el navegador le pone fin.',
    keepAwakeUnknown: 'Este navegador no puede mantener la pantalla encendida, así que aquí no tiene efecto.',
    notify: 'Avisarme cuando Tabloom me necesite',
    notifyNote:
      'Con la pestaña oculta: un aviso si no puede seguir sin ti, o si el coordinador lleva un minuto sin responder.',
    notifyAsks: 'Al activarlo, el navegador te pide permiso.',
    notifyDenied:
      'Tu navegador deniega los avisos a esta página. Permítelos en sus ajustes para este sitio y después activa esto.',
    notifyUnknown: 'Este navegador no tiene avisos para páginas.',
  },
  usual: 'Volver a los ajustes habituales',
};

export const notices: Words['notices'] = {
  needsYou: 'Tabloom te necesita.',
  interrupted: 'Tabloom está interrumpido.',
  interruptedHow:
    'El coordinador lleva un minuto sin responder. Los resultados terminados se guardan; sigue por sí solo cuando el coordinador vuelva.',
};
