import { expect, test } from 'vitest';
import { checkChallenge } from './challenge.ts';

const challenge = (origin: string): string => `Tabloom sign-in\n${origin}\nkey\nnonce\nexpiry\nproof`;

test.each([
  ['https://tabloom.example', 'https://tabloom.example/'],
  ['http://tabloom.example', 'https://tabloom.example/sub/'],
  ['http://192.168.1.5:8787', 'http://192.168.1.5:8787/'],
  ['https://tabloom.example', 'http://localhost:8787/'],
  ['https://tabloom.example', 'http://127.0.0.1:8787/'],
])('a challenge of %s is signed for %s', (origin, url) => {
  expect(() => checkChallenge(challenge(origin), url, 'sign-in')).not.toThrow();
});

test.each([
  [challenge('https://other.example'), 'https://tabloom.example/'],
  [challenge('https://tabloom.example:444'), 'https://tabloom.example/'],
  ['Tabloom payment\nhttps://tabloom.example', 'https://tabloom.example/'],
  ['Tabloom link\nhttps://tabloom.example', 'https://tabloom.example/'],
  ['Tabloom sign-in', 'https://tabloom.example/'],
  ['', 'http://localhost/'],
])('%j is not signed for %s', (message, url) => {
  expect(() => checkChallenge(message, url, 'sign-in')).toThrow(
    expect.objectContaining({ code: 'challenge_invalid' }),
  );
});
