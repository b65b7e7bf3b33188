// Amounts, shares and durations as people read them.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCredits, formatMeasure, formatProgress, formatShare, secondsFor } from './format.ts';

describe('formatCredits', () => {
  it.each([
    ['0', '0'],
    ['1', '0.000001'],
    ['2100', '0.0021'],
    ['97240', '0.09724'],
    ['287399', '0.2873'],
    ['1000000', '1'],
    ['1234567', '1.234'],
    ['9999999', '9.999'],
    ['12345678', '12.34'],
    ['9972969520', '9,972'],
    ['-1500000', '\u22121.5'],
    ['9223372036854775807', '9,223,372,036,854'],
  ])('%s micro-credits are %s', (micro, shown) => {
    expect(formatCredits(micro)).toBe(shown);
  });

  it('never shows more than there is, and never 0 for something', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), (micro) => {
        const shown = formatCredits(micro).replaceAll(',', '');
        const [whole = '0', fraction = ''] = shown.split('.');
        const back = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
        return back > 0n && back <= micro;
      }),
    );
  });
});

describe('shares', () => {
  it('keeps small errors visible', () => {
    expect(formatShare(20_431, 562_340)).toBe('3.6 %');
    expect(formatShare(2, 5000)).toBe('0.04 %');
    expect(formatShare(0, 5000)).toBe('0 %');
    expect(formatShare(0, 0)).toBe('0 %');
  });

  it('calls nothing done before it is, and nothing untouched once begun', () => {
    expect(formatProgress(999, 1000)).toBe('99 %');
    expect(formatProgress(1, 1000)).toBe('1 %');
    expect(formatProgress(1000, 1000)).toBe('100 %');
    expect(formatProgress(0, 0)).toBe('0 %');
  });
});

it('gives measured values two digits', () => {
  expect(formatMeasure(0.3456)).toBe('0.35');
  expect(formatMeasure(3.456)).toBe('3.5');
  expect(formatMeasure(254.3)).toBe('254');
});

it('turns credits into seconds of a device', () => {
  expect(secondsFor(1_000_000n, 1)).toBe(432);
  expect(secondsFor(500_000n, 12)).toBe(18);
});
