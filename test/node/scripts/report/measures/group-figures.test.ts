import { expect, test } from 'vitest';
import { FEWEST, groupFigures } from '../../../../../scripts/report/measures/group-figures.ts';
import { wilson } from '../../../../../scripts/training/figures/wilson.ts';
import type { Field } from '../../../../../src/core/artifact.ts';

const sex: Field = {
  name: 'sex',
  type: 'category',
  description: '',
  vocabulary: ['f', 'm', 'x', 'y'],
  unknown: 'reject',
  match: 'folded',
};
const age: Field = { name: 'age', type: 'integer', description: '', minimum: 18, maximum: 99 };
const size: Field = { name: 'size', type: 'number', description: '' };

/** Rows of the given numbers by group; every third is positive, and every second is answered above one half. */
function rowsOf(counts: number[]) {
  const cells = counts.flatMap((count, cell) => new Array<number>(count).fill(cell));
  return {
    cells,
    weight: new Float64Array(cells.length).fill(1),
    positives: Float64Array.from(cells, (_, r) => (r % 3 === 0 ? 1 : 0)),
    logits: Float64Array.from(cells, (_, r) => (r % 2 === 0 ? 1 : -1)),
  };
}

function rate(positives: number, rows: number) {
  const [low, high] = wilson(positives, rows);
  return { rows, positives, low, high };
}

test('calibration and error rates of a group, by hand', () => {
  const rows = rowsOf([600, 300, 0, 0]);
  const { shown, hidden } = groupFigures(sex, rows.cells, rows.logits, rows, [0.5]);
  expect(hidden).toBe(0);
  const [women] = shown;
  expect(women).toMatchObject({ group: 'f', observed: rate(200, 600) });
  expect(women!.answered).toBeCloseTo(0.5, 12);
  expect(women!.errors).toEqual([
    {
      missed: rate(100, 200),
      falseAlarms: rate(200, 400),
    },
  ]);
});

test('shares of few positives or negatives are left out', () => {
  const rows = rowsOf([120, 300, 0, 0]);
  const figures = groupFigures(sex, rows.cells, rows.logits, rows, [0.5]).shown.find(({ group }) => group === 'f')!;
  expect(figures.errors[0]).toMatchObject({ missed: undefined, falseAlarms: rate(40, 80) });
});

test('a small group is hidden, and with too few rows the next smallest too, so that nobody can work it out', () => {
  const names = (counts: number[]) => {
    const rows = rowsOf(counts);
    const { shown, hidden } = groupFigures(sex, rows.cells, rows.logits, rows, []);
    return { shown: shown.map(({ group }) => group), hidden };
  };
  expect(names([500, 400, 300, FEWEST])).toEqual({ shown: ['f', 'm', 'x', 'y'], hidden: 0 });
  expect(names([500, 400, 300, FEWEST - 1])).toEqual({ shown: ['f', 'm'], hidden: 2 });
  expect(names([500, 400, FEWEST - 1, FEWEST - 1])).toEqual({ shown: ['f', 'm'], hidden: 2 });
  expect(names([5, 4, 3, 0])).toEqual({ shown: [], hidden: 3 });
});

test('many values are shown by quarters with round bounds', () => {
  const cells = Array.from({ length: 800 }, (_, r) => (r % 80) + 0.123456);
  const rows = { ...rowsOf([800]), cells };
  const groups = groupFigures(size, rows.cells, rows.logits, rows, []).shown.map(({ group }) => group);
  expect(groups.toSorted()).toEqual(['20.1 to below 40.1', '40.1 to below 60.1', 'below 20.1', 'from 60.1']);
  const years = { ...rowsOf([800]), cells: Array.from({ length: 800 }, (_, r) => r % 80) };
  expect(groupFigures(age, years.cells, years.logits, years, []).shown.map(({ group }) => group)).toContain('from 78');
});

test('intervals are wider when outcomes of a day go together', () => {
  const rows = rowsOf([900]);
  const days = Float64Array.from(rows.cells, (_, r) => Math.floor(r / 30));
  const positives = days.map((day) => (day % 3 === 0 ? 1 : 0));
  const clusters = {
    by: 'day',
    count: 30,
    start: Uint32Array.from({ length: 901 }, (_, r) => r),
    cluster: Uint32Array.from(days),
    weight: rows.weight,
    positives,
  };
  const width = (more: object) => {
    const held = { ...rows, positives, ...more };
    const [group] = groupFigures(sex, rows.cells, rows.logits, held, [0.5]).shown;
    return [group!.observed, group!.errors[0]!.missed!].map(({ low, high }) => high - low);
  };
  const [observed, missed] = width({ clusters });
  const [independent, missedIndependent] = width({});
  expect(observed).toBeGreaterThan(4 * independent!);
  // Within a day, every second row is answered high: the days do not differ in what is missed.
  expect(missed).toBeCloseTo(missedIndependent!, 1);
});
