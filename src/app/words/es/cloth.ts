// La tela, en palabras.

import type { Words } from '../shape.ts';
import { counted } from './units.ts';

export const cloth: Words['cloth'] = {
  headingEmpty: 'El telar está listo; falta la primera puntada.',
  heading: (count) => `${count} unidades de trabajo están tejidas en esta tela.`,
  headingOne: 'La primera unidad de trabajo está tejida en esta tela.',
  headingMine: (mine, mineText, count) =>
    `De estas ${count} puntadas, ${mineText} ${mine === 1 ? 'es' : 'son'} obra tuya.`,
  headingMineOnly: 'La primera unidad de trabajo está tejida en esta tela, y es obra tuya.',
  label: (count, text) =>
    `La tela: ${counted(count, text, 'unidad de trabajo validada', 'unidades de trabajo validadas')}.`,
  labelMine: (count, text, mine) =>
    `La tela: ${counted(count, text, 'unidad de trabajo validada', 'unidades de trabajo validadas')}; obra tuya: ${mine}.`,
  labelEmpty: 'El telar vacío: ninguna unidad de trabajo validada todavía.',
  explain:
    'Cada puntada es una unidad de trabajo cuya respuesta se comprobó, en el orden de la comprobación. El color es su proyecto.',
  mine: 'Las tuyas son más vivas.',
  latest: (count) => `Se muestran las últimas ${count}.`,
  explainEmpty:
    'Cada unidad de trabajo en cuya respuesta coinciden dos dispositivos se convierte en una puntada, del color de su proyecto.',
  begin: 'Pulsa «Empezar» para tejer la primera.',
  away: 'La tela aparecerá cuando el coordinador responda.',
};
