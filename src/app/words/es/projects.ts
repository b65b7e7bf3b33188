// Los proyectos y sus encargos.

import type { Words } from '../shape.ts';
import { counted } from './units.ts';

export const project: Words['project'] = {
  listHeading: (count, text) =>
    count === 0
      ? 'Todos los proyectos de aquí están terminados.'
      : count === 1
        ? 'Un proyecto necesita cómputo.'
        : `${text} proyectos necesitan cómputo.`,
  listEmptyHeading: 'Todavía no hay proyectos.',
  listEmpty: 'Los proyectos aparecen aquí en cuanto alguien trae trabajo a este coordinador.',
  listAway: 'Los proyectos aparecerán cuando el coordinador responda.',
  percentDone: (name, share) => `${name}: hecho el ${share}.`,
  done: (name) => `${name}: terminado.`,
  open: (name) => `${name} espera su primer resultado.`,
  stopped: (name) => `${name} se ha detenido.`,
  missing: 'Ese proyecto no existe.',
  missingWay: 'Puede que sea de otro coordinador. Ver todos los proyectos.',
  what: 'Qué se calcula',
  why: 'Por qué importa',
  who: 'Quién lo lleva',
  owner: (id) => `Solicitante ${id}`,
  since: (day) => `aquí desde el ${day}`,
  unapproved:
    'Aún sin el visto bueno de quien opera el coordinador: no se ejecuta en dispositivos de otras personas.',
  progress: 'Progreso',
  progressLabel: (name) => `Progreso de ${name}`,
  noJobs: 'Todavía no hay encargos.',
  validated: (done, all) => `${done} de ${all} unidades de trabajo validadas`,
  rows: (done, all) => `${done} de ${all} filas`,
  failed: (count, text) => counted(count, text, 'unidad de trabajo fallida', 'unidades de trabajo fallidas'),
  volunteers: (count, text) =>
    counted(count, text, 'persona voluntaria ha', 'personas voluntarias han') + ' trabajado en él',
  budget: (amount) => `quedan ${amount} créditos para pagar trabajo`,
  score: {
    characterErrorRate: (share) => `Tasa de error por carácter: ${share}`,
    characterErrorRateNote: (wrong, all) => `${wrong} erróneos de ${all} caracteres cuya verdad se conoce.`,
    accuracy: (share) => `${share} de aciertos`,
    accuracyNote: (right, all) => `${right} aciertos de ${all} respuestas cuya verdad se conoce.`,
  },
  jobs: 'Encargos',
  jobsNone: 'Este proyecto aún no tiene encargos.',
  jobState: { active: 'En curso', completed: 'Terminado', failed: 'Detenido' },
  jobFailed:
    'Este encargo se detuvo porque su programa falló en todos los dispositivos que lo intentaron. No se pedirá a ninguno más; su dueño tiene que arreglarlo.',
  jobError: 'Lo que dijo el motor',
  all: 'Todos los proyectos',
  openPage: (name) => `Más sobre ${name}`,
};
