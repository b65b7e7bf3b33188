// Numbers, amounts and instants as the pages write them, in the language that is spoken now; words are in words.ts.

import { currentLocale } from './locale.ts';

const MICRO = 1_000_000n;
const SIGNIFICANT = 4;

// Making a formatter costs far more than using it, and there are few.
const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const locale = currentLocale();
  const key = locale + JSON.stringify(options);
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(locale, options);
  numberFormats.set(key, format);
  return format;
}

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = currentLocale();
  const key = locale + JSON.stringify(options);
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  dateFormats.set(key, format);
  return format;
}

export function formatCount(value: number): string {
  return numbers({ maximumFractionDigits: 0 }).format(value);
}

/**
 * Micro-credits as credits: four significant digits, cut off and never rounded up, and never 0 for something
 * (a micro-credit is the sixth decimal).
 */
export function formatCredits(micro: bigint | string): string {
  const value = BigInt(micro);
  const size = value < 0n ? -value : value;
  const credits = size / MICRO;
  const fraction = (size % MICRO).toString().padStart(6, '0');
  const leadingZeros = credits === 0n ? /^0*/.exec(fraction)![0].length : -credits.toString().length;
  const decimals = Math.min(6, Math.max(0, SIGNIFICANT + leadingZeros));
  const amount = `${credits}.${fraction.slice(0, decimals) || '0'}` as `${number}`;
  return (value < 0n ? '\u2212' : '') + numbers({ maximumFractionDigits: 6 }).format(amount);
}

/** Two significant digits below a tenth of a percent, else one decimal: 0.04 %, 2.3 %, 97.8 %. */
export function formatShare(numerator: number, denominator: number): string {
  if (denominator <= 0) return '0 %';
  const percent = (numerator / denominator) * 100;
  const options: Intl.NumberFormatOptions =
    percent !== 0 && Math.abs(percent) < 0.1 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 1 };
  return `${numbers(options).format(percent)} %`;
}

/** Work done of work there is: never 100 % before it is all done, nor 0 % once it has begun. */
export function formatProgress(done: number, all: number): string {
  if (all <= 0 || done <= 0) return '0 %';
  if (done >= all) return '100 %';
  return `${Math.min(99, Math.max(1, Math.floor((done / all) * 100)))} %`;
}

export function formatMegabytes(bytes: number): string {
  const megabytes = bytes / 1_000_000;
  return numbers({ maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(megabytes);
}

/** Two significant digits, for measured values such as 12 or 0.34. */
export function formatMeasure(value: number): string {
  const options = value >= 10 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 2 };
  return numbers(options).format(value);
}

export function formatDay(at: Date): string {
  return dates({ weekday: 'long', day: 'numeric', month: 'long' }).format(at);
}

export function formatTime(at: Date): string {
  return dates({ hour: '2-digit', minute: '2-digit' }).format(at);
}

export function formatDayAndTime(at: Date): string {
  return dates({
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}

/** GFLOP in a credit: 1/200 day of a machine that does 1 GFLOP in a second. */
export const GFLOP_PER_CREDIT = 432;

/** How long a device of this measured speed computes for an amount, in seconds. */
export function secondsFor(micro: bigint, gflops: number): number {
  return ((Number(micro) / 1e6) * GFLOP_PER_CREDIT) / gflops;
}
