import { expect, test } from 'vitest';
import type { VariantDefinition } from '../../../../scripts/models/definition.ts';
import { everyRow, type TrainingRows } from '../../../../scripts/training/rows/rows.ts';
import { scoreRows } from '../../../../scripts/training/score-rows.ts';
import { learnedGradient } from '../../../../scripts/training/train-learned.ts';
import { trainVariant } from '../../../../scripts/training/train-variant.ts';
import { madeNumbers } from './made-numbers.ts';

const variant = (features: VariantDefinition['features']): VariantDefinition => ({
  ...{ description: '', penalty: 1, shrinkage: 'learned', validation: 'random', budget: 20_000 },
  features,
});

/** The gradient of the coefficients and penalties as the artifact has them. */
function certified(rows: TrainingRows, features: VariantDefinition['features']): number {
  const { features: fitted, intercept, penalty } = trainVariant(variant(features), rows);
  return learnedGradient(fitted, intercept, penalty as number[], rows, everyRow(rows));
}

test('trainVariant() with learned penalties certifies what is written for 60 and for 300 rows of noise', () => {
  for (const count of [60, 300]) {
    const rows = madeNumbers({ seed: 8, count, logit: () => 0 });
    expect(certified(rows, 'additive')).toBeLessThan(1e-9);
    expect(certified(rows, 'auto')).toBeLessThan(1e-9);
    expect(
      certified(rows, [
        { type: 'one-hot', field: 'c' },
        { type: 'numeric', field: 'x' },
      ]),
    ).toBeLessThan(1e-9);
  }
});

test('trainVariant() converges for two positives, for a separated target, and with one row in a class of validation', () => {
  const rare = madeNumbers({ seed: 9, count: 300, logit: () => 0 });
  const cases = [
    rare.positives.map((_, r) => Number(r === 4 || r === 100)),
    Float64Array.from(rare.cells.get('x')!, (x) => Number(x > 0)),
    rare.positives.map((_, r) => Number(r === 3 || (r % 3 !== 0 && r % 5 === 0))),
  ];
  for (const positives of cases) expect(certified({ ...rare, positives }, 'additive')).toBeLessThan(1e-9);
});

test('trainVariant() gives the same answers whatever the scale of a number', () => {
  const logits = [1e-9, 1, 1e15].map((scale) => {
    const rows = madeNumbers({ seed: 10, count: 300, logit: ({ x }) => 2 * x, scale });
    return scoreRows(trainVariant(variant('additive'), rows), rows, everyRow(rows));
  });
  for (const [r, logit] of logits[1]!.entries()) {
    for (const other of logits) expect(other[r]).toBeCloseTo(logit, 3);
  }
});

test('trainVariant() follows a number that bends, and one that is missing', () => {
  const rows = madeNumbers({
    ...{ seed: 11, count: 1500, missing: 0.2 },
    logit: ({ x, y }) => (Math.abs(x) > 1 ? 2 : -2) + (Number.isFinite(y) ? 0 : 3),
  });
  const fitted = trainVariant(variant('additive'), rows);
  const logits = scoreRows(fitted, rows, everyRow(rows));
  const mean = (of: (r: number) => boolean) => {
    const own = logits.filter((_, r) => of(r));
    return own.reduce((total, value) => total + value, 0) / own.length;
  };
  const [x, y] = [rows.cells.get('x')!, rows.cells.get('y')!];
  const isOut = (r: number) => Math.abs(x[r]!) > 1;
  expect(mean(isOut) - mean((r) => !isOut(r))).toBeGreaterThan(3);
  expect(mean((r) => !Number.isFinite(y[r]!)) - mean((r) => Number.isFinite(y[r]!))).toBeGreaterThan(2);
});

test('"auto" crosses rows that have nothing but numbers, and keeps the slopes', () => {
  const made = madeNumbers({ seed: 12, count: 1200, logit: ({ x, y }) => (x > 0 === y > 0 ? 2 : -2) });
  const rows = { ...made, fields: made.fields.slice(0, 2) };
  const { features } = trainVariant(variant('auto'), rows);
  expect(features.filter(({ type }) => type === 'numeric')).toHaveLength(2);
  expect(features.some(({ type }) => type === 'cross')).toBe(true);
});
