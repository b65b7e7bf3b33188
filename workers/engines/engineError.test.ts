import { expect, test } from 'vitest';
import { TabloomError } from '../../src/protocol/errors.ts';
import { readEngineError } from './engineError.ts';

test.each([
  [
    'failed to call OrtRun(). ERROR_CODE: 2, ERROR_MESSAGE: Got invalid dimensions for input: x',
    'engine_failed',
  ],
  ["input 'x' is missing in 'feeds'.", 'engine_failed'],
  ['failed to allocate a buffer of size 4294967296', 'host_incapable'],
  ['Array buffer allocation failed', 'host_incapable'],
  ['std::bad_alloc', 'host_incapable'],
  ['Aborted(OOM)', 'host_incapable'],
  ['Out of memory', 'host_incapable'],
  ['Buffer size (5 GB) exceeds the max buffer size limit (256 MB).', 'host_incapable'],
  ['binding size is larger than the maximum storage buffer binding size', 'host_incapable'],
])('%s', (message, code) => {
  expect(readEngineError(new Error(message))).toMatchObject({ error: { code, message }, fatal: false });
});

test('ours pass through, long messages are cut, a trap ends the engine', () => {
  const own = new TabloomError('inputs_unfit', 'no rows');
  expect(readEngineError(own)).toEqual({ error: own, fatal: false });
  expect(readEngineError(new Error('x'.repeat(9000))).error.message).toHaveLength(1500);
  expect(readEngineError(Object.assign(new Error('unreachable'), { name: 'RuntimeError' }))).toMatchObject({
    error: { code: 'engine_failed' },
    fatal: true,
  });
  expect(readEngineError(12345)).toMatchObject({ error: { code: 'host_incapable' }, fatal: true });
});
