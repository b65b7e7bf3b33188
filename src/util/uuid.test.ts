import { expect, test } from 'vitest';
import { uuidv7 } from './uuid.ts';

const zeros = (into: Uint8Array) => into.fill(0);

test('the example of RFC 9562, appendix A.6, has its timestamp and version bits', () => {
  expect(uuidv7(0x017f22e279b0, zeros)).toBe('017f22e2-79b0-7000-8000-000000000000');
});

test('later ids sort after earlier ones', () => {
  const random = (into: Uint8Array<ArrayBuffer>) => void crypto.getRandomValues(into);
  const ids = [1_700_000_000_000, 1_700_000_000_001, 1_800_000_000_000].map((now) => uuidv7(now, random));
  expect([...ids].sort()).toEqual(ids);
});
