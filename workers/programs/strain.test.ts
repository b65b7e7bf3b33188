import { expect, test } from 'vitest';
import { createStrain } from './strain.ts';

/** `batches` batches around `ms`, varying by a third. */
function work(strain: ReturnType<typeof createStrain>, ms: number, batches: number, kind = 'a'): void {
  for (let i = 0; i < batches; i++) strain.took(kind, ms * (1 + ((i * 7) % 5) / 15));
}

test('work that varies is no strain, and neither is the slow first batch', () => {
  const strain = createStrain();
  strain.took('a', 900);
  work(strain, 10, 300);
  expect(strain.ratio).toBeLessThan(1.2);
  work(strain, 400, 10, 'long batches');
  expect(strain.ratio).toBeLessThan(1.5);
});

test('twice the time is twice the strain, and it passes', () => {
  const strain = createStrain();
  work(strain, 10, 200);
  work(strain, 20, 60);
  expect(strain.ratio).toBeGreaterThan(1.7);
  work(strain, 10, 100);
  expect(strain.ratio).toBeLessThan(1.2);
});

test('one slow moment is none', () => {
  const strain = createStrain();
  work(strain, 10, 200);
  strain.took('a', 500);
  work(strain, 10, 5);
  expect(strain.ratio).toBeLessThan(1.2);
});

test('work of another kind has a best of its own', () => {
  const strain = createStrain();
  work(strain, 10, 100);
  work(strain, 50, 50, 'b');
  expect(strain.ratio).toBeLessThan(1.2);
});

test('slower for good becomes usual', () => {
  const strain = createStrain();
  work(strain, 10, 100);
  work(strain, 20, 1000);
  expect(strain.ratio).toBeLessThan(1.2);
});
