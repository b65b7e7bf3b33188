import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64, encodeBase64 } from './base64.ts';

test('encodes as Node does, and decodes what it encoded', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = encodeBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
      expect([...decodeBase64(text)]).toEqual([...bytes]);
    }),
  );
});

test('any text is refused, or is the one text of its bytes', () => {
  const character = fc.constantFrom(...'ABZaz09+/==- é');
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 12 }), (text) => {
      try {
        expect(encodeBase64(decodeBase64(text))).toBe(text);
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }),
  );
});

test.each(['A', 'AAA', 'AB==', 'AAB=', '====', 'A===', 'AA=A', 'AAAA ', 'AAA\n', 'ĀAAA'])(
  'refuses %j',
  (text) => {
    expect(() => decodeBase64(text)).toThrow(SyntaxError);
  },
);

test('reads a view inside a larger buffer', () => {
  const view = new Uint8Array([9, 1, 2, 3, 9]).subarray(1, 4);
  expect([...decodeBase64(encodeBase64(view))]).toEqual([1, 2, 3]);
});
