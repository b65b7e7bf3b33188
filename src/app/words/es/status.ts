// Los contadores del conjunto.

import type { Words } from '../shape.ts';
import { counted } from './units.ts';

export const status: Words['status'] = {
  heading: (count, text) =>
    count === 0
      ? 'En el último minuto no participó ningún dispositivo.'
      : count === 1
        ? 'En el último minuto participó un dispositivo.'
        : `En el último minuto participaron ${text} dispositivos.`,
  volunteers: (count, text) =>
    `${counted(count, text, 'cuenta ha', 'cuentas han')} iniciado sesión hasta ahora, incluidas las de los solicitantes.`,
  open: (count, text, leased) =>
    count === 0
      ? 'Ninguna unidad de trabajo espera.'
      : `${counted(count, text, 'unidad de trabajo abierta', 'unidades de trabajo abiertas')}; tareas en dispositivos en este momento: ${leased}.`,
  validated: (count, text, rows) =>
    `${counted(count, text, 'unidad de trabajo validada', 'unidades de trabajo validadas')}, ${rows} filas en total.`,
  failed: (count, text) =>
    `${counted(count, text, 'unidad de trabajo ha fallado', 'unidades de trabajo han fallado')}.`,
  pending: (count, text) =>
    `${counted(count, text, 'resultado espera', 'resultados esperan')} una segunda respuesta.`,
  credits: (amount) => `Se han concedido ${amount} créditos.`,
  speed: (gflops) => `En los últimos diez minutos el conjunto validó ${gflops} GFLOP por segundo.`,
  at: (time) => `Hora de los datos: ${time}.`,
  address: 'El coordinador es',
};
