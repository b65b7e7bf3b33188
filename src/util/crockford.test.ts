import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCrockford, encodeCrockford, grouped, normalizeCrockford } from './crockford.ts';

test('decode(encode(x)) = x, however it was typed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const typed = grouped(encodeCrockford(bytes), 4)
        .toLowerCase()
        .replaceAll('0', 'o')
        .replaceAll('1', 'l');
      expect(decodeCrockford(normalizeCrockford(` ${typed} `))).toEqual(new Uint8Array(bytes));
    }),
  );
});

test('known words', () => {
  expect(encodeCrockford(new Uint8Array([0xff, 0, 0, 0, 1]))).toBe('ZW000001');
  expect(grouped('ZW000001', 4)).toBe('ZW00-0001');
  expect(decodeCrockford('U')).toBeNull();
});
