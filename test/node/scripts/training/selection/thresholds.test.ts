import { expect, test } from 'vitest';
import { everyRow } from '../../../../../scripts/training/rows/rows.ts';
import { residualsAt } from '../../../../../scripts/training/selection/residuals.ts';
import { atThresholds } from '../../../../../scripts/training/selection/thresholds.ts';
import { type MadeRow, madeNumbers } from '../made-numbers.ts';

/** The terms of a set, cut where a fit that knows nothing leaves most. */
function cut(logit: (row: MadeRow) => number, set: string[], missing = 0) {
  const rows = madeNumbers({ seed: 4, count: 1500, logit, missing });
  const all = everyRow(rows);
  const residuals = residualsAt(rows, all, new Float64Array(all.length));
  const terms = atThresholds(
    rows,
    all,
    residuals,
    set.map((field) => ({ field })),
  );
  const edgesOf = (name: string) =>
    rows.fields.flatMap((field) => (field.name === name && 'edges' in field ? (field.edges ?? []) : []));
  return terms?.map(({ field, starts }) => ({
    field,
    ...(starts && { at: starts.map((start) => edgesOf(field)[start - 1]!) }),
  }));
}

test('atThresholds() cuts a number where the residuals change, and leaves a category whole', () => {
  const terms = cut(({ x, c }) => (c === 0 && x > 0.7 ? 3 : -0.5), ['x', 'c']);
  expect(terms?.map(({ field }) => field)).toEqual(['x', 'c']);
  expect(terms![0]!.at!.some((edge) => Math.abs(edge - 0.7) < 0.1)).toBe(true);
  expect(terms![1]!.at).toBeUndefined();
});

test('atThresholds() cuts both numbers of a corner, with missing values in a group of their own', () => {
  const terms = cut(({ x, y }) => (x > 0.5 && y > -0.3 ? 3 : -0.5), ['x', 'y'], 0.1);
  for (const [k, edge] of [0.5, -0.3].entries())
    expect(terms![k]!.at!.some((at) => Math.abs(at - edge) < 0.1)).toBe(true);
});

test('atThresholds() returns nothing where no cut explains more than noise, or one field alone does', () => {
  expect(cut(() => 0, ['x', 'y'])).toBeUndefined();
  expect(cut(({ x }) => (x > 0.7 ? 3 : -0.5), ['x', 'y'])).toBeUndefined();
});
