// Créditos: lo ganado, lo retenido y lo pendiente, y lo que ha hecho el dispositivo.

import type { Words } from '../shape.ts';
import { counted } from './units.ts';

/** Days are written small in Spanish, except where a heading begins with one. */
function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const credits: Words['credits'] = {
  headingNone: 'Tus créditos estarán aquí.',
  headingEarned: (amount) => `Este dispositivo ha ganado ${amount} créditos.`,
  headingPending: (amount) => `${amount} créditos en comprobación.`,
  howTo:
    'Empieza en la página «Colaborar». Cada resultado que otro dispositivo confirma gana créditos y aparece en esta lista.',
  toDonate: 'Ir a «Colaborar»',
  toDevices: 'Tus dispositivos, y cómo conservar la cuenta',
  available: 'Libres para gastar',
  held: 'Ganados, retenidos',
  heldNote: (when) => `Los próximos se liberan el ${when}.`,
  heldWhy: 'Los créditos nuevos reposan un tiempo, para que hacer trampa no compense.',
  pending: 'Pendientes',
  pendingNote: 'A la espera de que otro dispositivo dé la misma respuesta.',
  meaningHeading: 'Un crédito es trabajo medido.',
  meaning:
    'Un crédito son 432 GFLOP de trabajo validado: 432 mil millones de operaciones con números, lo que una máquina de 1 GFLOPS hace en 1/200 de día (7 minutos y 12 segundos). El precio de una unidad de trabajo se fija antes de empezar y es el mismo en todos los dispositivos.',
  meaningHere: (gflops, duration) =>
    `En este dispositivo se midieron ${gflops} GFLOPS: un crédito es más o menos ${duration} de su trabajo.`,
  historyHeading: 'Lo que ha hecho tu dispositivo',
  historyNone: 'Todavía nada. El primer resultado aparecerá aquí a los pocos segundos de empezar.',
  historyUnread: 'La lista de tus resultados no está a mano ahora mismo; las sumas de arriba, sí.',
  day: (day, count) => `${capitalize(day)}: ${count}`,
  dayCount: (count, text) => counted(count, text, 'resultado validado', 'resultados validados'),
  dayCloth: (day, count) => `${capitalize(day)}, como tela: ${count}.`,
  columns: { project: 'Proyecto', when: 'Cuándo', credits: 'Créditos', state: 'Estado' },
  state: {
    pending: 'Pendiente: espera una segunda respuesta',
    valid: 'Validado',
    held: (when) => `Validado, retenido hasta el ${when}`,
    invalid: 'No confirmado por los demás',
    failed: 'No terminó en este dispositivo',
  },
  wholeDay: (count) => `Mostrar los ${count} resultados de este día`,
  older: 'Mostrar resultados anteriores',
};
