import { expect, test } from 'vitest';
import { randomSource } from '../../../../scripts/maths/random.ts';
import { LEAK, orderedSeparation, SUSPICIOUS, separation } from '../../../../scripts/new-model/separation.ts';
import { type Cell, fileTable, noise } from './file-table.ts';

const flag = noise(33);

async function auc(value: (k: number) => Cell, measure = separation): Promise<number> {
  return measure(await fileTable({ y: flag, v: value }), '"v"', '"y" = 1');
}

test.each([
  ['a copy', (k: number) => (flag(k) ? 'late' : 'on time')],
  ['a complement', (k: number) => 1 - flag(k)],
  ['a finer code', (k: number) => (flag(k) ? ['L1', 'L2'] : ['A', 'B', 'C'])[k % 2]!],
  ['a value that is missing for one class', (k: number) => (flag(k) ? 'late' : null)],
])('separation() of %s of the target is 1', async (_, value) => {
  expect(await auc(value)).toBe(1);
});

test('orderedSeparation() of numbers on either side of a bound is 1', async () => {
  expect(await auc((k) => (flag(k) ? 15.5 + k : -k / 3), orderedSeparation)).toBe(1);
});

test('orderedSeparation() detects an effect that is not monotonic', async () => {
  const inside = (k: number) => (flag(k) ? 500 + (k % 97) : k % 2 ? k : 1000 + k);
  expect(await auc(inside, orderedSeparation)).toBeGreaterThan(SUSPICIOUS);
});

test('separation() of noise is near 0.5, even where rare categories have one class by chance', async () => {
  const draw = randomSource(35);
  const value = await auc(() => `town ${Math.floor(draw() * 38)}`);
  expect(value).toBeGreaterThanOrEqual(0.5);
  expect(value).toBeLessThan(0.7);
});

test('separation() of a column that almost determines the target is suspicious, but no leak', async () => {
  const value = await auc((k) => (k % 50 !== 0 && flag(k) ? 'late' : 'early'));
  expect(value).toBeGreaterThan(SUSPICIOUS);
  expect(value).toBeLessThan(LEAK);
});
