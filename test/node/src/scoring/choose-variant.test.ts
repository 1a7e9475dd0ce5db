import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pickVariant } from '../../../../src/scoring/choose-variant.ts';

const subjects = Array.from({ length: 100_000 }, (_, s) => `subject-${s}`);
const split = (weights: Record<string, number>) =>
  Object.entries(weights).map(([variant, weight]) => ({ variant, weight }));

/** How many standard errors a count of subjects is away from the expected share. */
function standardErrors(count: number, expected: number): number {
  return (count - subjects.length * expected) / Math.sqrt(subjects.length * expected * (1 - expected));
}

test.each([
  { 'one-hot': 90, crossed: 10 },
  { a: 50, b: 50 },
  { a: 70, b: 20, c: 10 },
  { a: 0.5, b: 99.5 },
  { a: 1, b: 1, c: 1, d: 1, e: 1 },
])('pickVariant() divides 100,000 subjects as %j to within 3 standard errors', (weights) => {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const picked = Map.groupBy(subjects, (subject) => pickVariant(split(weights), 'm', subject));
  for (const [variant, weight] of Object.entries(weights)) {
    expect(Math.abs(standardErrors(picked.get(variant)!.length, weight / total))).toBeLessThan(3);
  }
});

test.each([
  ['a weight grows', { a: 90, b: 10 }, { a: 90, b: 30 }, 0.15],
  ['a weight shrinks', { a: 60, b: 30, c: 10 }, { a: 60, b: 5, c: 10 }, 0.3 - 5 / 75],
  ['a variant is added', { a: 90, b: 10 }, { a: 90, b: 10, c: 25 }, 0.2],
  ['a variant is removed', { a: 60, b: 30, c: 10 }, { a: 60, b: 30 }, 0.1],
  ['all weights grow alike', { a: 9, b: 1 }, { a: 90, b: 10 }, 0],
])('pickVariant() moves only the subjects that it must when %s', (_, before, after, share) => {
  const weightIn = (weights: Record<string, number>, variant: string) => {
    const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
    return (weights[variant] ?? 0) / total;
  };
  let moved = 0;
  for (const subject of subjects) {
    const [was, is] = [pickVariant(split(before), 'm', subject), pickVariant(split(after), 'm', subject)];
    if (was === is) continue;
    moved++;
    expect(weightIn(after, is)).toBeGreaterThan(weightIn(before, is));
    expect(weightIn(after, was)).toBeLessThan(weightIn(before, was));
  }
  if (share === 0) expect(moved).toBe(0);
  else expect(Math.abs(standardErrors(moved, share))).toBeLessThan(3);
});

test('pickVariant() does not depend on the order of the split', () => {
  fc.assert(
    fc.property(fc.string(), (subject) => {
      expect(pickVariant(split({ a: 1, b: 2 }), 'm', subject)).toBe(pickVariant(split({ b: 2, a: 1 }), 'm', subject));
    }),
  );
});

test('pickVariant() divides the subjects of two models independently', () => {
  const half = split({ a: 1, b: 1 });
  const both = subjects.filter((s) => pickVariant(half, 'm', s) === 'a' && pickVariant(half, 'n', s) === 'a');
  expect(Math.abs(both.length / subjects.length - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / subjects.length));
});
