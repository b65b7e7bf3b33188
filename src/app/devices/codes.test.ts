// Codes from a field, from a file and from a clock.

import { expect, it } from 'vitest';
import { normalizeCrockford } from '../../util/crockford.ts';
import { newRecoveryCode } from '../../volunteer/core/recoveryCode.ts';
import { de } from '../words/de.ts';
import { en } from '../words/en.ts';
import { es } from '../words/es.ts';
import { checkLinkCode, clockOf, lifeOf, recoveryCodeIn } from './codes.ts';

it.each(['7H2K-9QRS', ' 7h2k 9qrs ', 'oil0-1111'])('takes %j for a link code', (typed) => {
  expect(() => checkLinkCode(typed)).not.toThrow();
});

it.each(['', '7H2K-9QR', '7H2K-9QRS-T', '7H2K-9QRU'])('does not take %j for one', (typed) => {
  expect(() => checkLinkCode(typed)).toThrow(expect.objectContaining({ code: 'bad_request' }));
});

const CODE = await newRecoveryCode();

it.each(Object.entries({ en, de, es }))(
  'finds the code in the file that says it in %s',
  async (_, { devices }) => {
    const text = devices.recovery.fileText(
      CODE,
      'https://tabloom.example/deep/path/',
      '1 January 2026, 12:00',
    );
    expect(await recoveryCodeIn(text)).toBe(CODE);
    expect(await recoveryCodeIn(text.replaceAll('\n', '\r\n').toLowerCase())).toBe(CODE.toLowerCase());
    expect(await recoveryCodeIn(text.replace(CODE, ''))).toBeUndefined();
  },
);

it('finds a bare code, and none in something else', async () => {
  expect(await recoveryCodeIn(normalizeCrockford(CODE))).toBe(normalizeCrockford(CODE));
  expect(await recoveryCodeIn('')).toBeUndefined();
  expect(await recoveryCodeIn('0f7a2a52-6b2e-4b4e-8d53-1d3b5a6c7d8e')).toBeUndefined();
});

it('counts down from ten minutes, whatever this clock says', () => {
  const now = Date.parse('2026-01-01T12:00:00Z');
  expect(lifeOf('2026-01-01T12:09:30Z', now)).toBe(570_000);
  expect(lifeOf('2026-01-01T14:10:00Z', now)).toBe(600_000);
  expect(lifeOf('2026-01-01T11:50:00Z', now)).toBe(600_000);
  expect([570_000, 61_200, 900, 0, -5000].map(clockOf)).toEqual(['9:30', '1:02', '0:01', '0:00', '0:00']);
});
