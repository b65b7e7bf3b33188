// Lo que se cuenta, y los tiempos.

import type { Words } from '../shape.ts';

export const counted: Words['counted'] = (count, text, one, many) => `${text} ${count === 1 ? one : many}`;

export const units: Words['units'] = {
  line: { one: 'línea', many: 'líneas', doing: 'leyendo la' },
  digit: { one: 'dígito', many: 'dígitos', doing: 'leyendo el' },
  image: { one: 'imagen', many: 'imágenes', doing: 'mirando la' },
  row: { one: 'respuesta', many: 'respuestas', doing: 'calculando la' },
};

export const durations: Words['durations'] = {
  second: (text, count) => counted(count, text, 'segundo', 'segundos'),
  minute: (text, count) => counted(count, text, 'minuto', 'minutos'),
  hour: (text, count) => counted(count, text, 'hora', 'horas'),
  day: (text, count) => counted(count, text, 'día', 'días'),
  instant: 'menos de una décima de segundo',
};

export const downloads: Words['downloads'] = {
  model: (project) => `el modelo de ${project}`,
  data: (project) => `los datos de ${project}`,
  alphabet: (project) => `el alfabeto de ${project}`,
};
