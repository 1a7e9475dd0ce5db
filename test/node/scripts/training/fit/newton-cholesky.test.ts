import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomSource } from '../../../../../scripts/maths/random.ts';
import type { Objective } from '../../../../../scripts/training/fit/likelihood.ts';
import { fitLogistic, gradientNorm, MOST_COEFFICIENTS } from '../../../../../scripts/training/fit/newton-cholesky.ts';
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

function grouped(single: readonly Observation[]): Observation[] {
  return [...Map.groupBy(single, (row) => row.cells.join()).values()].map((group) => ({
    ...group[0]!,
    weight: group.length,
    share: group.filter((row) => row.share === 1).length / group.length,
  }));
}

function probabilities({ design, weight, positives, penalty }: Objective, of = design): number[] {
  const { intercept, coefficients } = fitLogistic(design, weight, positives, { penalty });
  const beta = Float64Array.of(...coefficients, intercept);
  return Array.from({ length: of.rows }, (_, r) => sigmoid(logitOf(denseRow(of, r), beta)));
}

test.each(['one-hot alone', 'with values'])('fitLogistic does not depend on the order of the rows: %s', (kind) => {
  const rows = sample(400, 3);
  const random = randomSource(4);
  const shuffled = rows
    .map((row) => ({ row, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);
  const { design } = objectiveOf(rows, kind);
  const difference = largestDifference(
    probabilities(objectiveOf(rows, kind), design),
    probabilities(objectiveOf(shuffled, kind), design),
  );
  expect(difference).toBeLessThan(1e-9);
});

test('fitLogistic gives the same for a weighted group and for its single rows', () => {
  const single = sample(400, 5).map((row) => ({ ...row, number: 0 }));
  const groups = grouped(single);
  expect(groups.length).toBeLessThan(single.length / 2);
  const { design } = objectiveOf(groups, 'one-hot alone');
  const difference = largestDifference(
    probabilities(objectiveOf(groups, 'one-hot alone'), design),
    probabilities(objectiveOf(single, 'one-hot alone'), design),
  );
  expect(difference).toBeLessThan(1e-9);
});

test('fitLogistic reaches the optimum from a sample of many rows as without one', () => {
  const rows = sample(310_000, 6).map((row) => ({ ...row, number: 0 }));
  const groups = grouped(rows);
  const { design } = objectiveOf(groups, 'one-hot alone');
  const difference = largestDifference(
    probabilities(objectiveOf(groups, 'one-hot alone'), design),
    probabilities(objectiveOf(rows, 'one-hot alone'), design),
  );
  expect(difference).toBeLessThan(1e-9);
});

test('fitLogistic certifies its gradient, which gradientNorm finds again', () => {
  const { design, weight, positives } = objectiveOf(sample(300, 7), 'with values');
  const fit = fitLogistic(design, weight, positives, { penalty: 0.5 });
  expect(fit.gradient).toBeLessThan(1e-12);
  expect(gradientNorm(design, weight, positives, { ...fit, penalty: 0.5 })).toBeLessThan(1e-12);
  const off = { ...fit, intercept: fit.intercept + 0.01, penalty: 0.5 };
  expect(gradientNorm(design, weight, positives, off)).toBeGreaterThan(1e-4);
});

test('fitLogistic calls onIteration with gradients that end at the one it returns', () => {
  const { design, weight, positives } = objectiveOf(sample(300, 7), 'one-hot alone');
  const seen: number[] = [];
  const fit = fitLogistic(design, weight, positives, { penalty: 1, onIteration: (_, norm) => seen.push(norm) });
  expect(seen.length).toBe(fit.iterations - 1);
  expect(seen.at(-1)).toBe(fit.gradient);
});

test.each([1, 1e-3, 1e-6])(
  'fitLogistic gives finite coefficients for perfectly separated classes at penalty %d',
  (penalty) => {
    const rows = sample(200, 8).map((row) => ({ ...row, share: row.cells[0] === 0 ? 1 : 0 }));
    const { design, weight, positives } = objectiveOf(rows, 'with values');
    const fit = fitLogistic(design, weight, positives, { penalty });
    expect(fit.gradient).toBeLessThan(1e-9);
    for (const coefficient of fit.coefficients) expect(Math.abs(coefficient)).toBeLessThan(40);
  },
);

test('fitLogistic converges for any rows of both classes, whatever weights and penalty', () => {
  const scale = fc.constantFrom(1e-3, 1, 1e6);
  const penalties = fc.constantFrom(1e-4, 0.1, 1, 1000);
  fc.assert(
    fc.property(observations, features, scale, penalties, (rows, kind, factor, penalty) => {
      const both = [...rows, { ...rows[0]!, share: 0 }, { ...rows[0]!, share: 1 }];
      const { design, weight, positives } = objectiveOf(both, kind);
      const times = (values: Float64Array) => values.map((value) => value * factor);
      expect(fitLogistic(design, times(weight), times(positives), { penalty }).gradient).toBeLessThan(1e-9);
    }),
  );
});

test('fitLogistic takes a category that appears once', () => {
  const rows = sample(300, 9).map((row) => ({ ...row, cells: [row.cells[0]!, row.cells[1]! % 3, row.cells[2]!] }));
  const once = [...rows, { cells: [1, 3, 2], number: 0, weight: 1, share: 1 }];
  const { design, weight, positives } = objectiveOf(once, 'one-hot alone');
  const fit = fitLogistic(design, weight, positives, { penalty: 1 });
  const coefficient = fit.coefficients[SIZES[0]! + 3]!;
  expect(coefficient).toBeGreaterThan(0);
  expect(coefficient).toBeLessThan(1);
});

test('fitLogistic gives exactly 0 to a category that never appears', () => {
  const rows = sample(300, 10).map((row) => ({ ...row, cells: [row.cells[0]!, row.cells[1]! % 3, row.cells[2]!] }));
  const { design, weight, positives } = objectiveOf(rows, 'with values');
  expect(fitLogistic(design, weight, positives, { penalty: 1 }).coefficients[SIZES[0]! + 3]).toBe(0);
});

test('fitLogistic shrinks all coefficients, but not the intercept, under a huge penalty', () => {
  const { design, weight, positives } = objectiveOf(sample(300, 11), 'with values');
  const fit = fitLogistic(design, weight, positives, { penalty: 1e12 });
  const late = positives.reduce((sum, value) => sum + value, 0);
  expect(Math.max(...fit.coefficients.map(Math.abs))).toBeLessThan(1e-8);
  expect(sigmoid(fit.intercept)).toBeCloseTo(late / weight.length, 7);
});

test('fitLogistic refuses what has no optimum: no rows, one class, no penalty, NaN', () => {
  const { design, weight, positives } = objectiveOf(sample(50, 12), 'one-hot alone');
  const fitting = (changed: Partial<Objective>) => () => {
    const objective = { design, weight, positives, penalty: 1, ...changed };
    return fitLogistic(objective.design, objective.weight, objective.positives, objective);
  };
  expect(fitting({ weight: weight.map(() => 0) })).toThrow(/no rows/);
  expect(fitting(objectiveOf([], 'one-hot alone'))).toThrow(/no rows/);
  expect(fitting({ positives: weight })).toThrow(/one class/);
  expect(fitting({ positives: weight.map(() => 0) })).toThrow(/one class/);
  expect(fitting({ penalty: 0 })).toThrow(/penalty is 0/);
  expect(fitting({ penalty: Number.NaN })).toThrow(/penalty is NaN/);
  expect(fitting({ weight: weight.map(() => Number.NaN) })).toThrow(/no rows/);
  expect(fitting({ positives: weight.map(() => Number.NaN) })).toThrow(/one class/);
});

test('fitLogistic refuses more coefficients than fit into memory, naming both numbers', () => {
  const { design, weight, positives } = objectiveOf(sample(50, 13), 'one-hot alone');
  const wide = { ...design, size: MOST_COEFFICIENTS + 1 };
  expect(() => fitLogistic(wide, weight, positives, { penalty: 1 })).toThrow(/5001 coefficients .* 5000/);
});
