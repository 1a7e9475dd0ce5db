import { expect, test } from 'vitest';
import { differingRows, movers } from '../../../../scripts/study/movers.ts';
import type { TrainingRows } from '../../../../scripts/training/rows/rows.ts';
import { sigmoid } from '../../../../src/core/sigmoid.ts';

const FIELD = { type: 'integer' as const, description: '', minimum: 0, maximum: 2 };

/** Rows of two fields, `a` and `b`, one observation a row. */
function rowsOf(a: number[], b: number[], positives: number[]): TrainingRows {
  return {
    fields: [
      { ...FIELD, name: 'a' },
      { ...FIELD, name: 'b' },
    ],
    observations: a.length,
    cells: new Map([
      ['a', Uint16Array.from(a)],
      ['b', Uint16Array.from(b)],
    ]),
    weight: new Float64Array(a.length).fill(1),
    positives: Float64Array.from(positives),
    randomSplit: new Uint8Array(a.length),
    timeSplit: new Uint8Array(a.length),
  };
}

test('movers() are the values whose mean answer changes most, by weight, the largest change first', () => {
  const rows = rowsOf([0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 0, 1], [1, 0, 0, 0, 1, 1]);
  const test = Uint32Array.from([0, 1, 2, 3, 4, 5]);
  const first = new Float64Array(6);
  const second = Float64Array.from([0, 0.1, 2, 2, -1, -1]);
  const found = movers({ rows, test, first, second }, 1, { fewest: 1 });
  expect(found.map(({ where }) => where)).toEqual([{ a: 1 }, { a: 2 }, { b: 1 }, { b: 0 }, { a: 0 }]);
  expect(found[0]).toMatchObject({ rows: 2, first: 0.5, observed: 0 });
  expect(found[0]!.second).toBeCloseTo(sigmoid(2), 12);
});

test('movers() leaves out groups of fewer observations than asked for', () => {
  const rows = rowsOf([0, 0, 1], [0, 0, 0], [0, 0, 0]);
  const test = Uint32Array.from([0, 1, 2]);
  const found = movers({ rows, test, first: new Float64Array(3), second: new Float64Array(3).fill(1) }, 2, {
    fewest: 2,
  });
  expect(found.map(({ where }) => where)).toEqual([{ a: 0, b: 0 }]);
});

test('differingRows() are the held-out rows with the most different answers, as a caller would send them', () => {
  const rows = rowsOf([0, 1, 2], [2, 1, 0], [1, 0, 0]);
  const found = differingRows(
    { rows, test: Uint32Array.from([0, 2]), first: new Float64Array(2), second: Float64Array.from([0.1, -3]) },
    1,
  );
  expect(found.map(({ where }) => where)).toEqual([{ a: 2, b: 0 }]);
});
