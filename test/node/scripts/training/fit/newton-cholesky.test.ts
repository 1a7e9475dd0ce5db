import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomSource } from '../../../../../scripts/maths/random.ts';
import { gradientNorm, MOST_COEFFICIENTS, minimise } from '../../../../../scripts/training/fit/newton-cholesky.ts';
import { baseRateStart, ridge } from '../../../../../scripts/training/fit/objective.ts';
import type { FitOptions, FitResult, Objective } from '../../../../../scripts/training/fit/solver.ts';
import type { DesignMatrix } from '../../../../../scripts/training/matrix/design-matrix.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';
import {
  denseRow,
  features,
  largestDifference,
  logitOf,
  type Observation,
  objectiveOf,
  observations,
  SIZES,
  sample,
} from '../observations.ts';

function optimum(objective: Objective<DesignMatrix>, options: Partial<FitOptions> = {}): FitResult {
  return minimise(objective, baseRateStart(objective), { tolerance: 1e-13, ...options });
}

function grouped(single: readonly Observation[]): Observation[] {
  return [...Map.groupBy(single, (row) => row.cells.join()).values()].map((group) => ({
    ...group[0]!,
    weight: group.length,
    share: group.filter((row) => row.share === 1).length / group.length,
  }));
}

function probabilities(objective: Objective<DesignMatrix>, of = objective.matrix): number[] {
  const { beta } = optimum(objective);
  return Array.from({ length: of.rows }, (_, r) => sigmoid(logitOf(denseRow(of, r), beta)));
}

test.each(['one-hot alone', 'with values'])('minimise() does not depend on the order of the rows: %s', (kind) => {
  const rows = sample(400, 3);
  const random = randomSource(4);
  const shuffled = rows
    .map((row) => ({ row, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);
  const { matrix } = objectiveOf(rows, kind);
  const difference = largestDifference(
    probabilities(objectiveOf(rows, kind), matrix),
    probabilities(objectiveOf(shuffled, kind), matrix),
  );
  expect(difference).toBeLessThan(1e-9);
});

test('minimise() gives the same for a weighted group and for its single rows', () => {
  const single = sample(400, 5).map((row) => ({ ...row, number: 0 }));
  const groups = grouped(single);
  expect(groups.length).toBeLessThan(single.length / 2);
  const { matrix } = objectiveOf(groups, 'one-hot alone');
  const difference = largestDifference(
    probabilities(objectiveOf(groups, 'one-hot alone'), matrix),
    probabilities(objectiveOf(single, 'one-hot alone'), matrix),
  );
  expect(difference).toBeLessThan(1e-9);
});

test('minimise() reaches the same optimum from a sample of many rows as without one', () => {
  const rows = sample(310_000, 6).map((row) => ({ ...row, number: 0 }));
  const groups = grouped(rows);
  const { matrix } = objectiveOf(groups, 'one-hot alone');
  const difference = largestDifference(
    probabilities(objectiveOf(groups, 'one-hot alone'), matrix),
    probabilities(objectiveOf(rows, 'one-hot alone'), matrix),
  );
  expect(difference).toBeLessThan(1e-9);
});

test('minimise() certifies its gradient, which gradientNorm(objective, beta) finds again', () => {
  const objective = objectiveOf(sample(300, 7), 'with values', 0.5);
  const { beta, gradient } = optimum(objective);
  expect(gradient).toBeLessThan(1e-12);
  expect(gradientNorm(objective, beta)).toBeLessThan(1e-12);
  expect(gradientNorm(objective, beta.with(-1, beta.at(-1)! + 0.01))).toBeGreaterThan(1e-4);
});

test('minimise(objective, start, { onStep }) reports every step, and ends at the gradient that it returns', () => {
  const seen: number[] = [];
  const { gradient, iterations } = optimum(objectiveOf(sample(300, 7), 'one-hot alone', 1), {
    onStep: (norm) => seen.push(norm),
  });
  expect(seen.length).toBe(iterations - 1);
  expect(seen.at(-1)).toBe(gradient);
});

test.each([1, 1e-3, 1e-6])(
  'minimise() gives finite coefficients for perfectly separated classes at penalty %d',
  (penalty) => {
    const rows = sample(200, 8).map((row) => ({ ...row, share: row.cells[0] === 0 ? 1 : 0 }));
    const { beta, gradient } = optimum(objectiveOf(rows, 'with values', penalty));
    expect(gradient).toBeLessThan(1e-9);
    for (const coefficient of beta.subarray(0, -1)) expect(Math.abs(coefficient)).toBeLessThan(40);
  },
);

test('minimise() converges for any rows of both classes, whatever weights and penalty', () => {
  const scale = fc.constantFrom(1e-3, 1, 1e6);
  const penalties = fc.constantFrom(1e-4, 0.1, 1, 1000);
  fc.assert(
    fc.property(observations, features, scale, penalties, (rows, kind, factor, penalty) => {
      const both = [...rows, { ...rows[0]!, share: 0 }, { ...rows[0]!, share: 1 }];
      const objective = objectiveOf(both, kind, penalty);
      const times = (values: Float64Array) => values.map((value) => value * factor);
      const { weight, positives } = objective;
      expect(optimum({ ...objective, weight: times(weight), positives: times(positives) }).gradient).toBeLessThan(1e-9);
    }),
  );
});

test('minimise() fits a category that appears once', () => {
  const rows = sample(300, 9).map((row) => ({ ...row, cells: [row.cells[0]!, row.cells[1]! % 3, row.cells[2]!] }));
  const once = [...rows, { cells: [1, 3, 2], number: 0, weight: 1, share: 1 }];
  const coefficient = optimum(objectiveOf(once, 'one-hot alone', 1)).beta[SIZES[0]! + 3]!;
  expect(coefficient).toBeGreaterThan(0);
  expect(coefficient).toBeLessThan(1);
});

test('minimise() gives exactly 0 to a category that never appears', () => {
  const rows = sample(300, 10).map((row) => ({ ...row, cells: [row.cells[0]!, row.cells[1]! % 3, row.cells[2]!] }));
  expect(optimum(objectiveOf(rows, 'with values', 1)).beta[SIZES[0]! + 3]).toBe(0);
});

test('minimise() shrinks all coefficients, but not the intercept, under a huge penalty', () => {
  const objective = objectiveOf(sample(300, 11), 'with values', 1e12);
  const { beta } = optimum(objective);
  const positiveWeight = objective.positives.reduce((sum, value) => sum + value, 0);
  expect(Math.max(...beta.subarray(0, -1).map(Math.abs))).toBeLessThan(1e-8);
  expect(sigmoid(beta.at(-1)!)).toBeCloseTo(positiveWeight / objective.weight.length, 7);
});

test('minimise() refuses a penalty that is not above 0: there may be no optimum', () => {
  const objective = objectiveOf(sample(50, 12), 'one-hot alone');
  const fitting = (penalty: number) => () => optimum({ ...objective, penalty: ridge(objective.matrix.size, penalty) });
  expect(fitting(0)).toThrow(/penalty is 0/);
  expect(fitting(Number.NaN)).toThrow(/penalty is NaN/);
});

test('minimise() refuses more coefficients than fit into memory, naming both numbers', () => {
  const objective = objectiveOf(sample(50, 13), 'one-hot alone');
  const size = MOST_COEFFICIENTS + 1;
  const wide = { ...objective, matrix: { ...objective.matrix, size }, penalty: ridge(size, 1) };
  expect(() => optimum(wide)).toThrow(/5001 coefficients .* 5000/);
});
