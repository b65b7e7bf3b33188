// Base64 (RFC 4648, section 4) of bytes, the same in browsers and Node, without Buffer and without the
// detour of btoa over a string of characters. Decoding is strict: one text for the same bytes.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PADDING = 0x3d;
const INVALID = 255;

const CODE_OF_SIXTET = new TextEncoder().encode(ALPHABET);
const SIXTET_OF_CODE = new Uint8Array(256).fill(INVALID);
CODE_OF_SIXTET.forEach((code, sixtet) => {
  SIXTET_OF_CODE[code] = sixtet;
});

export function encodeBase64(bytes: Uint8Array): string {
  const text = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  const wholeEnd = bytes.length - (bytes.length % 3);
  let at = 0;
  for (let i = 0; i < wholeEnd; i += 3) {
    const bits = (bytes[i]! << 16) | (bytes[i + 1]! << 8) | bytes[i + 2]!;
    text[at++] = CODE_OF_SIXTET[bits >> 18]!;
    text[at++] = CODE_OF_SIXTET[(bits >> 12) & 63]!;
    text[at++] = CODE_OF_SIXTET[(bits >> 6) & 63]!;
    text[at++] = CODE_OF_SIXTET[bits & 63]!;
  }
  if (wholeEnd < bytes.length) {
    const bits = (bytes[wholeEnd]! << 16) | ((bytes[wholeEnd + 1] ?? 0) << 8);
    text[at++] = CODE_OF_SIXTET[bits >> 18]!;
    text[at++] = CODE_OF_SIXTET[(bits >> 12) & 63]!;
    text[at++] = wholeEnd + 1 < bytes.length ? CODE_OF_SIXTET[(bits >> 6) & 63]! : PADDING;
    text[at++] = PADDING;
  }
  return new TextDecoder().decode(text);
}

/** Throws a SyntaxError for anything that `encodeBase64` would not have written: spaces, missing padding, stray bits. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 4 !== 0)
    throw new SyntaxError(`Base64 comes in fours; this text has ${text.length} characters.`);
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const sixtets = text.length - padding;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let bits = 0;
  let at = 0;
  for (let i = 0; i < sixtets; i++) {
    const sixtet = SIXTET_OF_CODE[text.charCodeAt(i)] ?? INVALID;
    if (sixtet === INVALID) throw new SyntaxError(`Character ${i} is not base64.`);
    bits = (bits << 6) | sixtet;
    if (i % 4 === 3) {
      bytes[at++] = bits >> 16;
      bytes[at++] = bits >> 8;
      bytes[at++] = bits;
      bits = 0;
    }
  }
  const strayBits = padding === 2 ? bits & 15 : padding === 1 ? bits & 3 : 0;
  if (strayBits !== 0) throw new SyntaxError('The last character of the base64 has stray bits.');
  if (padding === 2) bytes[at] = bits >> 4;
  if (padding === 1) {
    bytes[at++] = bits >> 10;
    bytes[at] = bits >> 2;
  }
  return bytes;
}
