import { expect, test } from 'vitest';
import { keyOfRecoveryCode, newRecoveryCode } from './recoveryCode.ts';

test('a code gives the same key however it is typed', async () => {
  const code = await newRecoveryCode();
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
  const { publicKey } = await keyOfRecoveryCode(code);
  const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')}\n`;
  expect((await keyOfRecoveryCode(typed)).publicKey).toBe(publicKey);
  expect((await keyOfRecoveryCode(await newRecoveryCode())).publicKey).not.toBe(publicKey);
});

test('a mistyped code is found out', async () => {
  const code = await newRecoveryCode();
  for (let place = 0; place < code.length; place++) {
    if (code[place] === '-') continue;
    const other = code[place] === '7' ? '8' : '7';
    const wrong = code.slice(0, place) + other + code.slice(place + 1);
    await expect(keyOfRecoveryCode(wrong)).rejects.toMatchObject({ code: 'bad_request' });
  }
  await expect(keyOfRecoveryCode('')).rejects.toThrow(/has 32 letters and digits; this one has 0/);
  await expect(keyOfRecoveryCode(code.slice(1))).rejects.toThrow(/this one has 31/);
  await expect(keyOfRecoveryCode('U'.repeat(32))).rejects.toThrow(/no U/);
});
