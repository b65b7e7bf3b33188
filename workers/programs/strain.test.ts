import { expect, test } from 'vitest';
import { createStrain } from './strain.ts';

function steady(ms: number, batches: number) {
  const strain = createStrain();
  for (let i = 0; i < batches; i++) strain.took('a', ms);
  return strain;
}

test('steady work is no strain, and neither is the slow first batch', () => {
  const strain = createStrain();
  strain.took('a', 900);
  for (let i = 0; i < 100; i++) strain.took('a', 10 + (i % 3));
  expect(strain.ratio).toBeLessThan(1.3);
});

test('twice the time is twice the strain, and it passes', () => {
  const strain = steady(10, 100);
  for (let i = 0; i < 40; i++) strain.took('a', 20);
  expect(strain.ratio).toBeGreaterThan(1.8);
  for (let i = 0; i < 70; i++) strain.took('a', 10);
  expect(strain.ratio).toBeLessThan(1.1);
});

test('work of another kind has a baseline of its own', () => {
  const strain = steady(10, 100);
  for (let i = 0; i < 50; i++) strain.took('b', 50);
  expect(strain.ratio).toBeLessThan(1.1);
});

test('slower for good becomes usual', () => {
  const strain = steady(10, 100);
  for (let i = 0; i < 1000; i++) strain.took('a', 20);
  expect(strain.ratio).toBeLessThan(1.2);
});
