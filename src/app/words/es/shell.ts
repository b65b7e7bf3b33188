// El marco de todas las páginas.

import type { Words } from '../shape.ts';

export const shell: Words['shell'] = {
  name: 'Tabloom',
  skip: 'Saltar al contenido',
  navigation: 'Páginas',
  pages: {
    donate: 'Colaborar',
    credits: 'Créditos',
    projects: 'Proyectos',
    settings: 'Ajustes',
    devices: 'Dispositivos',
    privacy: 'Privacidad',
    status: 'Estado',
  },
  chip: {
    idle: 'Sin calcular',
    starting: 'Preparándose',
    working: 'En marcha',
    waiting: 'A la espera',
    offline: 'A la espera',
    pausing: 'Entrando en pausa',
    paused: 'En pausa',
    resting: 'En reposo',
    finishing: 'Terminando',
    stuck: 'Te necesita',
  },
  title: (page, state) => [state, page, 'Tabloom'].filter(Boolean).join(' \u00b7 '),
  titleAtRest: 'Tabloom: presta esta pestaña a la IA abierta',
  language: 'Idioma',
  footer:
    'Computación voluntaria para la IA abierta, en una pestaña del navegador. Software libre, licencia MIT.',
  offline: {
    what: 'No tienes conexión.',
    does: 'Tu navegador ha guardado esta página. Sigue cuando vuelva la red; no se pierde nada.',
  },
  update: 'Hay una versión más nueva de esta página. Se usará la próxima vez que abras Tabloom.',
  away: {
    what: 'El coordinador no responde.',
    does: 'Esta página vuelve a preguntar por sí sola y continúa en cuanto regresa. Lo que ves puede no estar al día.',
    can: 'Puedes dejar la pestaña abierta.',
  },
  lost: {
    heading: 'En esta dirección no hay ninguna página.',
    way: 'Ve a «Colaborar», donde empieza todo.',
  },
  leaveIt: 'Dejarlo como está',
  asking: 'Preguntando al coordinador…',
};
