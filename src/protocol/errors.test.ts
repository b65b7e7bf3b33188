// What thrown values of other kinds amount to.

import { expect, it } from 'vitest';
import { asTabloomError, TabloomError } from './errors.ts';

it.each([
  [new DOMException('gone', 'AbortError'), 'aborted'],
  // What AbortSignal.timeout throws: nobody answered.
  [new DOMException('late', 'TimeoutError'), 'coordinator_away'],
  [new TypeError('x is undefined'), 'internal'],
  ['a string', 'internal'],
])('%s is %s', (thrown, code) => {
  expect(asTabloomError(thrown)).toMatchObject({ code, cause: thrown });
});

it('leaves our own as they are, and keeps the words of others', () => {
  const own = new TabloomError('storage_full', 'No room.');
  expect(asTabloomError(own)).toBe(own);
  expect(asTabloomError(new Error('Disk on fire.'), 'storage_full')).toMatchObject({
    code: 'storage_full',
    message: 'Disk on fire.',
  });
});
