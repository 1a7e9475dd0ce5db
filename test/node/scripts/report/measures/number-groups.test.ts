import { expect, test } from 'vitest';
import { numberDistribution, shownRange } from '../../../../../scripts/report/measures/number-distribution.ts';
import { inNumberGroups, type NumberField } from '../../../../../scripts/report/measures/number-groups.ts';
import type { TrainingRows } from '../../../../../scripts/training/rows/rows.ts';

const FIELD: NumberField = { name: 'age', type: 'number', description: '', missing: 'own' };

function rowsOf(values: readonly number[], weight: readonly number[] = values.map(() => 1)): TrainingRows {
  return {
    fields: [FIELD],
    observations: values.length,
    cells: new Map([['age', Float64Array.from(values)]]),
    weight: Float64Array.from(weight),
    positives: new Float64Array(values.length),
    randomSplit: new Uint8Array(values.length),
    timeSplit: new Uint8Array(values.length),
  };
}

test('inNumberGroups() replaces the values of a bin by the middle one, and keeps missing values apart', () => {
  const rows = rowsOf([7, -1, 3, Number.POSITIVE_INFINITY, 1, 9, 2], [1, 1, 1, 5, 1, 8, 1]);
  const { cells } = inNumberGroups(rows, { ...FIELD, edges: [2.5, 5] });
  expect([...cells.get('age')!]).toEqual([9, 1, 3, Number.POSITIVE_INFINITY, 1, 9, 1]);
  expect(rows.cells.get('age')![0]).toBe(7);
});

test('inNumberGroups() of a number without bins makes about forty groups of equal weight', () => {
  const values = Array.from({ length: 4000 }, (_, k) => (k * 37) % 4000);
  const groups = [...Map.groupBy(inNumberGroups(rowsOf(values), FIELD).cells.get('age')!, (value) => value).values()];
  expect(groups).toHaveLength(40);
  for (const own of groups) expect(own).toHaveLength(100);
});

test('inNumberGroups() of few distinct values leaves each by itself', () => {
  const values = Array.from({ length: 300 }, (_, k) => (k % 3) - 1);
  expect(new Set(inNumberGroups(rowsOf(values), FIELD).cells.get('age'))).toEqual(new Set([-1, 0, 1]));
});

test('numberDistribution() adds up to 1 with the missing rows and those beyond the range', () => {
  const { bars, missing } = numberDistribution(rowsOf([0, 1, 2, 9, Number.POSITIVE_INFINITY]), FIELD, [0, 2], 4);
  expect(bars.map(({ share }) => share)).toEqual([0.2, 0, 0.2, 0.2]);
  expect(missing).toBe(0.2);
});

test('shownRange() is all of the range, or the middle of it if few values lie far out', () => {
  const even = Array.from({ length: 1000 }, (_, k) => k);
  expect(shownRange(rowsOf(even), FIELD)).toEqual({ range: [0, 999], isAll: true });
  expect(shownRange(rowsOf([...even, 1e6]), FIELD)).toEqual({ range: [5, 995], isAll: false });
});
