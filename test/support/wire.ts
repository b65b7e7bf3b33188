// One request by hand, with what a test wants to see of the answer; and what every refusal has to look like.

import { expect } from 'vitest';
import { ERROR_STATUS, type ErrorCode } from '../../src/protocol/errors.ts';

export type Sent = { status: number; headers: Headers; text: string; body: unknown };

/** `body` is null for an answer that is not JSON. */
export async function send(url: string, init: RequestInit = {}): Promise<Sent> {
  const response = await fetch(url, init);
  const text = await response.text();
  let body: unknown = null;
  try {
    body = JSON.parse(text);
  } catch {
    // Not JSON: the text says it all.
  }
  return { status: response.status, headers: response.headers, text, body };
}

export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Sent> {
  return send(url, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** The status of the code, the code, and a message that says what was wrong. */
export function expectRefusal(
  answer: { status: number; body: unknown },
  code: ErrorCode,
  message: RegExp,
): void {
  expect(answer.body).toMatchObject({ error: { code, message: expect.stringMatching(message) as string } });
  expect(answer.status).toBe(ERROR_STATUS[code]);
}
