import { expect, test } from 'vitest';
import type { VariantDefinition } from '../../scripts/model-definition.ts';
import { factor, solve } from '../../scripts/training/cholesky.ts';
import { normal, randomSource } from '../../scripts/training/random.ts';
import type { Rows } from '../../scripts/training/rows.ts';
import { trainVariant } from '../../scripts/training/train-variant.ts';
import { drawsFile } from '../../scripts/training/uncertainty.ts';
import type { Feature, Field } from '../../src/core/artifact.ts';
import { compileIntervals, interval, parseDraws } from '../../src/core/interval.ts';
import { normalQuantile } from '../../src/core/normal-quantile.ts';
import { compileScorer, logit } from '../../src/core/score.ts';
import { sigmoid } from '../../src/core/sigmoid.ts';

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, k) => `${prefix}${k}`);
const category = { type: 'category', description: '', unknown: 'reject', match: 'folded' } as const;
const FIELDS: Field[] = [
  { ...category, name: 'a', vocabulary: names('a', 8) },
  { ...category, name: 'b', vocabulary: names('b', 60) },
];
const SPREAD = [0.8, 0.5];

/** Rows from known coefficients; categories of b become ever rarer. */
function simulate(seed: number, count: number) {
  const random = randomSource(seed);
  const truth = FIELDS.map((field, f) =>
    Float64Array.from(
      { length: field.type === 'category' ? field.vocabulary.length : 0 },
      () => SPREAD[f]! * normal(random),
    ),
  );
  const a = new Uint16Array(count);
  const b = new Uint16Array(count);
  const positives = new Float64Array(count);
  for (let r = 0; r < count; r++) {
    a[r] = Math.floor(random() * 8);
    b[r] = Math.floor(60 * random() ** 3);
    positives[r] = random() < sigmoid(-1 + truth[0]![a[r]!]! + truth[1]![b[r]!]!) ? 1 : 0;
  }
  const rows: Rows = {
    fields: FIELDS,
    observations: count,
    cells: new Map([
      ['a', a],
      ['b', b],
    ]),
    weight: new Float64Array(count).fill(1),
    positives,
    randomPart: Uint8Array.from({ length: count }, (_, r) => (r % 3 === 0 ? 2 : 1)),
    timePart: new Uint8Array(count),
  };
  return { rows, truth: (i: number, j: number) => sigmoid(-1 + truth[0]![i]! + truth[1]![j]!) };
}

const VARIANT: VariantDefinition = {
  description: '',
  features: [
    { type: 'one-hot', field: 'a' },
    { type: 'one-hot', field: 'b' },
  ],
  penalty: 1,
  shrinkage: 'fixed',
  validation: 'random',
  budget: 1000,
};

function fitted(rows: Rows, shrinkage: VariantDefinition['shrinkage'] = 'learned') {
  const everyRow = Uint32Array.from(rows.weight, (_, r) => r);
  const trained = trainVariant({ ...VARIANT, shrinkage }, rows);
  return { trained, everyRow };
}

function intervals(trained: { intercept: number; features: Feature[] }, file: ArrayBuffer) {
  const scorer = compileScorer({ ...trained, fields: FIELDS });
  const draws = compileIntervals({ fields: FIELDS, features: trained.features }, parseDraws(file, trained.features));
  return (i: number, j: number, level: number) => {
    const cells = Float64Array.of(i, j);
    return interval(draws, cells, logit(scorer, cells), level);
  };
}

test('intervals of 90 % hold the true probability 88 to 92 % of the time, for rare categories too', () => {
  let held = 0;
  let all = 0;
  let heldRare = 0;
  let rare = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const { rows, truth } = simulate(seed, 4000);
    const { trained, everyRow } = fitted(rows);
    const at = intervals(trained, drawsFile(trained, rows, everyRow, { draws: 64 }).buffer);
    const seen = new Float64Array(60);
    for (const j of rows.cells.get('b')!) seen[j]! += 1;
    for (let i = 0; i < 8; i++) {
      for (let j = 0; j < 60; j++) {
        const [low, high] = at(i, j, 0.9);
        const inside = low <= truth(i, j) && truth(i, j) <= high;
        all++;
        if (inside) held++;
        if (seen[j]! >= 30) continue;
        rare++;
        if (inside) heldRare++;
      }
    }
  }
  expect(rare).toBeGreaterThan(1000);
  expect(held / all).toBeGreaterThan(0.88);
  expect(held / all).toBeLessThan(0.92);
  expect(heldRare / rare).toBeGreaterThan(0.88);
  expect(heldRare / rare).toBeLessThan(0.92);
});

test.each(['learned', 'fixed'] as const)(
  'for a small model with %s shrinkage the draws have the exact Laplace covariance, within Monte Carlo error',
  (shrinkage) => {
    const { rows } = simulate(1, 3000);
    const { trained, everyRow } = fitted(rows, shrinkage);
    const draws = 4000;
    const at = intervals(trained, drawsFile(trained, rows, everyRow, { draws }).buffer);
    const n = 69;
    const scorer = compileScorer({ ...trained, fields: FIELDS });
    const [a, b] = [rows.cells.get('a')!, rows.cells.get('b')!];
    const hessian = new Float64Array(n * n);
    for (let r = 0; r < a.length; r++) {
      const p = sigmoid(logit(scorer, Float64Array.of(a[r]!, b[r]!)));
      const places = [a[r]!, 8 + b[r]!, 68];
      for (const i of places) for (const j of places) hessian[i * n + j]! += p * (1 - p);
    }
    const [first, second] = typeof trained.penalty === 'number' ? [1, 1] : trained.penalty;
    for (let j = 0; j < 68; j++) hessian[j * n + j]! += j < 8 ? first! : second!;
    factor(hessian, n);
    for (const [i, j] of [
      [0, 0],
      [3, 20],
      [7, 59],
    ] as const) {
      const x = new Float64Array(n);
      for (const place of [i, 8 + j, 68]) x[place] = 1;
      const variance = solve(hessian, n, x).reduce((sum, value, k) => sum + value * x[k]!, 0);
      const [low, high] = at(i, j, 0.9);
      const reach = (Math.log(high / (1 - high)) - Math.log(low / (1 - low))) / 2;
      const deviation = reach / normalQuantile(0.95);
      expect(Math.abs(deviation / Math.sqrt(variance) - 1)).toBeLessThan(4 / Math.sqrt(2 * draws));
    }
  },
);

test('a wider level gives a wider interval around the answer', () => {
  const { rows } = simulate(2, 2000);
  const { trained, everyRow } = fitted(rows);
  const at = intervals(trained, drawsFile(trained, rows, everyRow, { draws: 32 }).buffer);
  const [low, high] = at(0, 0, 0.5);
  const [lower, higher] = at(0, 0, 0.99);
  expect(lower).toBeLessThan(low);
  expect(higher).toBeGreaterThan(high);
});

test('parseDraws refuses a file of the wrong length', () => {
  const features: Feature[] = [{ type: 'one-hot', field: 'a', coefficients: [1, 2] }];
  expect(() => parseDraws(new ArrayBuffer(3), features)).toThrow(/3 bytes/);
  expect(() => parseDraws(new ArrayBuffer(100), features)).toThrow(RangeError);
});

test('normalQuantile(p) agrees with tabled values', () => {
  const table = [
    [0.5, 0],
    [0.95, 1.6448536269514722],
    [0.975, 1.959963984540054],
    [0.999, 3.090232306167813],
    [0.01, -2.3263478740408408],
  ] as const;
  for (const [p, z] of table) expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(1e-8);
});
