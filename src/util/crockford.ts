// Crockford's base32 (https://www.crockford.com/base32.html): codes that people read, say and type.

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Five bits a character, the first bits first; bits that are missing at the end count as 0. */
export function encodeCrockford(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += DIGITS[(value >> bits) & 31];
    }
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + DIGITS[(value << (5 - bits)) & 31] : text;
}

/** As a person may have typed it: any case, dashes and spaces dropped, I and L read as 1, O as 0. */
export function normalizeCrockford(text: string): string {
  return text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll(/[IL]/g, '1').replaceAll('O', '0');
}

/** The whole bytes of normalized text; null where a character is none of the 32. */
export function decodeCrockford(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let value = 0;
  let at = 0;
  for (const character of text) {
    const digit = DIGITS.indexOf(character);
    if (digit < 0) return null;
    value = (value << 5) | digit;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (value >> bits) & 255;
      value &= (1 << bits) - 1;
    }
  }
  return bytes;
}

/** In groups of `size`, with dashes. */
export function grouped(text: string, size: number): string {
  return text.match(new RegExp(`.{1,${size}}`, 'g'))?.join('-') ?? '';
}
