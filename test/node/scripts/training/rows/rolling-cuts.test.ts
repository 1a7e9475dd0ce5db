import { expect, test } from 'vitest';
import { rollingCuts } from '../../../../../scripts/training/rows/rolling-cuts.ts';
import { TEST, TRAIN, type TrainingRows, VALIDATION } from '../../../../../scripts/training/rows/rows.ts';

const integer = (name: string, maximum: number) => {
  return { name, type: 'integer' as const, description: '', minimum: 1, maximum };
};

/** A row for each of the values of `first` and `second`; rows of the first value `left` are in no part. */
function rowsOf(first: number, second: number, left?: number): TrainingRows {
  const values = Array.from({ length: first * second }, (_, r) => [Math.floor(r / second), r % second] as const);
  return {
    fields: [integer('month', first), integer('day', second)],
    observations: values.length,
    cells: new Map([
      ['month', Uint16Array.from(values, ([month]) => month)],
      ['day', Uint16Array.from(values, ([, day]) => day)],
    ]),
    weight: new Float64Array(values.length).fill(1),
    positives: new Float64Array(values.length),
    randomSplit: new Uint8Array(values.length),
    timeSplit: Uint8Array.from(values, ([month]) => (month + 1 === left ? 0 : TRAIN)),
  };
}

/** 15 July 2024, in days from 1970. */
const START = Date.UTC(2024, 6, 15) / 86_400_000;
const ORDER = ['month', 'day'];

test('every window is held out once, after all that is for training; the window before it is for validation', () => {
  const rows = rowsOf(12, 3);
  const cuts = rollingCuts(rows, ORDER);
  expect(cuts.map(({ cut }) => cut)).toEqual([7, 8, 9, 10, 11, 12].map((month) => `month ${month}`));
  for (const [k, { rows: own, split }] of cuts.entries()) {
    const month = 7 + k;
    const expected = Array.from(rows.cells.get('month')!, (cell) => {
      const before = month - (cell + 1);
      return before === 0 ? TEST : before === 1 ? VALIDATION : before > 1 ? TRAIN : 0;
    });
    expect([...own.timeSplit]).toEqual(expected);
    expect([split.train.length, split.test.length]).toEqual([(month - 1) * 3, 3]);
  }
  expect([...rows.timeSplit]).toEqual(new Array(36).fill(TRAIN));
});

test('rows in no part of the time split are in no cut, and the first two windows are never held out', () => {
  const cuts = rollingCuts(rowsOf(7, 3, 7), ORDER);
  expect(cuts.map(({ cut }) => cut)).toEqual(['month 3', 'month 4', 'month 5', 'month 6']);
  for (const { rows } of cuts) expect([...rows.timeSplit].slice(-3)).toEqual([0, 0, 0]);
});

test('model.json may ask for fewer or more cuts', () => {
  expect(rollingCuts(rowsOf(12, 3), ORDER, 4)).toHaveLength(4);
  expect(rollingCuts(rowsOf(12, 3), ORDER, 100)).toHaveLength(10);
});

test('with too few months, windows are days; many days are merged to windows', () => {
  const names = rollingCuts(rowsOf(2, 18), ORDER).map(({ cut }) => cut);
  expect(names).toHaveLength(6);
  expect(names.at(-1)).toBe('month 2, day 16 to month 2, day 18');
});

test('there are no cuts where fewer than four windows can be held out', () => {
  expect(rollingCuts(rowsOf(5, 1), ORDER)).toEqual([]);
});

test.each([
  ['months of dates, over the end of a year', 200, ['2024-09', '2024-10', '2024-11', '2024-12', '2025-01']],
  ['merged days, where there are few months', 36, 6],
])('without an order of fields, windows are %s', (_, days, expected) => {
  const rows = rowsOf(days, 2);
  rows.time = Float64Array.from(rows.cells.get('month')!, (d) => START + d);
  const names = rollingCuts(rows, undefined).map(({ cut }) => cut);
  expect(typeof expected === 'number' ? names.length : names).toEqual(expected);
  if (days === 36) expect(names.at(-1)).toBe('2024-08-17 to 2024-08-19');
});

test('there are no cuts if nothing says when a row was', () => {
  expect(rollingCuts(rowsOf(12, 3), undefined)).toEqual([]);
});
