import { expect, test } from 'vitest';
import { existingRows } from '../../../../../scripts/training/artifact/existing-rows.ts';
import { madeUpInputs } from '../../../../../scripts/training/artifact/made-up-inputs.ts';
import type { TrainingRows } from '../../../../../scripts/training/rows/rows.ts';
import type { Field } from '../../../../../src/core/artifact.ts';
import { compileEncoder, encodeRow } from '../../../../../src/core/encode.ts';

const cities = Array.from({ length: 70 }, (_, k) => `city ${k}`);
const city: Field = {
  name: 'city',
  type: 'category',
  description: '',
  vocabulary: cities,
  unknown: 'reject',
  match: 'folded',
};
const kind: Field = { ...city, name: 'kind', vocabulary: ['a', 'b', 'c'] };
const hour: Field = { name: 'hour', type: 'integer', description: '', minimum: 5, maximum: 23 };
const income: Field = { name: 'income', type: 'integer', description: '', minimum: 0, maximum: 1_000_000 };
const distance: Field = { name: 'distance', type: 'number', description: '' };

function rowsOf(fields: Field[], columns: number[][]): TrainingRows {
  const count = columns[0]!.length;
  return {
    fields,
    observations: count,
    cells: new Map(fields.map(({ name }, f) => [name, Float64Array.from(columns[f]!)])),
    weight: new Float64Array(count).fill(1),
    positives: new Float64Array(count),
    randomSplit: new Uint8Array(count),
    timeSplit: new Uint8Array(count),
  };
}

const many = rowsOf(
  [city, kind, hour, income, distance],
  [70, 3, 19]
    .map((size) => Array.from({ length: 1000 }, (_, r) => r % size))
    .concat([
      Array.from({ length: 1000 }, (_, r) => 12_345 + 977 * r),
      Array.from({ length: 1000 }, (_, r) => 0.123456 + r * 1.7654321),
    ]),
);

test('every category and every integer of a short range occurs', () => {
  const { inputs } = madeUpInputs(many);
  const values = (name: string) => new Set(inputs.map((input) => input[name]));
  expect(values('city')).toEqual(new Set(cities));
  expect(values('kind')).toEqual(new Set(['a', 'b', 'c']));
  expect(values('hour')).toEqual(new Set(Array.from({ length: 19 }, (_, k) => k + 5)));
});

test('other numbers have three digits, and none is an extreme of the data', () => {
  const { inputs } = madeUpInputs(many);
  for (const { income, distance } of inputs as { income: number; distance: number }[]) {
    for (const value of [income, distance]) expect(Number(value.toPrecision(3))).toBe(value);
    expect(income).toBeGreaterThan(12_345);
    expect(income).toBeLessThan(12_345 + 977 * 999);
  }
});

test('the rows are the same every time, and the fields take them', () => {
  const { inputs } = madeUpInputs(many);
  expect(madeUpInputs(many).inputs).toEqual(inputs);
  const encoder = compileEncoder(many.fields);
  for (const input of inputs) {
    expect(encodeRow(encoder, input, new Float64Array(many.fields.length)).errors).toEqual([]);
  }
});

test('no made-up row is a row of the data, though the data have nine combinations of ten', () => {
  const all = Array.from({ length: 70 * 3 }, (_, k) => [Math.floor(k / 3), k % 3]).filter((_, k) => k % 10 !== 7);
  const rows = rowsOf([city, kind], [all.map(([c]) => c!), all.map(([, k]) => k!)]);
  const { inputs, existing } = madeUpInputs(rows);
  expect(existing).toBe(0);
  expect(inputs.length).toBeGreaterThan(0);
  const columns = [
    Float64Array.from(inputs, (input) => cities.indexOf(String(input.city))),
    Float64Array.from(inputs, (input) => ['a', 'b', 'c'].indexOf(String(input.kind))),
  ];
  expect(existingRows(rows, columns)).toEqual(new Set());
});

test('data with every combination leave nothing to make up: it is counted', () => {
  const rows = rowsOf([kind], [[0, 1, 2]]);
  expect(madeUpInputs(rows)).toMatchObject({ existing: 50 });
});
