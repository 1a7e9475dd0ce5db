import { expect, test } from 'vitest';
import { binColumn } from '../../../../../scripts/import/linear/bin-column.ts';
import type { Column, Outcome } from '../../../../../scripts/import/linear/column.ts';
import { exchangeOf } from '../../../../../scripts/import/linear/exchange-of.ts';
import {
  clip,
  impute,
  lookUp,
  missingIndicator,
  multiplyAdd,
  standardise,
} from '../../../../../scripts/import/linear/operations.ts';

const x: Column = { kind: 'as-it-is', field: 'x', missing: null };

/** The exchange model of columns of weight 1 and an intercept of 0. */
const of = (...columns: Column[]) =>
  exchangeOf(
    { source: 's', classes: ['a', 'b'], intercept: 0, columns: columns.map((column) => ({ column, weight: 1 })) },
    ['x', 'y'],
  );

/** A look-up of known values; `unknown` for others, and nothing for a missing one. */
const table = (
  values: Record<string, Outcome> | Map<number, Outcome>,
  unknown: Outcome,
  column: Column = x,
): Column => {
  const known = values instanceof Map ? values : new Map(Object.entries(values));
  return lookUp(column, [...known.keys()], (value) =>
    value === undefined ? unknown : (known as Map<unknown, Outcome>).get(value),
  )!;
};

test('values that are refused leave the vocabulary, and unknown ones are refused as they are', () => {
  const { model } = of(table({ a: 1, b: undefined }, undefined));
  expect(model.fields).toEqual([
    { name: 'x', type: 'category', description: '', vocabulary: ['a'], unknown: 'reject', match: 'exact' },
  ]);
});

test('what unknown values add becomes a category, whose name no other has', () => {
  const { model } = of(table({ a: 1, other: 2 }, 0.5));
  expect(model.fields[0]).toMatchObject({
    vocabulary: ['a', 'other', 'other value'],
    unknown: 'other',
    other: 'other value',
  });
  expect(of(table({ a: 1 }, 0)).model.fields[0]).toMatchObject({ vocabulary: ['a'], unknown: 'baseline' });
});

test('a value that is refused while unknown ones are not cannot be expressed', () => {
  expect(() => of(table({ a: undefined, b: 1 }, 0))).toThrow('x: "a" is refused, but unknown values are not');
});

test('consecutive numbers are an integer field; with one more at either end if unknown numbers count', () => {
  const numbers = new Map([1, 2, 3].map((key) => [key, key / 10]));
  expect(of(table(numbers, undefined)).model.fields[0]).toMatchObject({
    type: 'integer',
    minimum: 1,
    maximum: 3,
    range: 'reject',
  });
  const { fields, terms } = of(table(numbers, 0.7)).model;
  expect(fields[0]).toMatchObject({ type: 'integer', minimum: 0, maximum: 4 });
  expect(terms).toMatchObject([
    {
      rows: [
        [0, 0.7],
        [1, 0.1],
        [2, 0.2],
        [3, 0.3],
        [4, 0.7],
      ],
    },
  ]);
});

test.each([
  ['gaps', [1, 3], undefined],
  ['fractions', [1.5, 2.5], 0],
  ['a billion places', [1, 1_000_000_000], 0],
])('numbers with %s are texts of a category field', (_, keys, unknown) => {
  const { model, notes, textual } = of(table(new Map(keys.map((key) => [key, 1])), unknown));
  expect(model.fields[0]).toMatchObject({ type: 'category', vocabulary: keys.map(String) });
  expect(notes[0]).toBe(`x has numbers for categories: a request has them as texts, such as "${keys[0]}".`);
  expect([...textual]).toEqual(['x']);
});

test('a number that is also looked up has a bin for each number of the table alone', () => {
  const { fields, terms } = of(x, table(new Map([[5, 0.3]]), 0)).model;
  expect(fields[0]).toMatchObject({ type: 'number' });
  expect(terms).toMatchObject([
    {
      by: [{ edges: [5, 5 + 2 ** -50] }],
      rows: [
        [0, 0],
        [1, 0.3],
        [2, 0],
      ],
    },
    { type: 'linear' },
  ]);
  expect(of(x, table(new Map([[5, 0.3]]), undefined)).model.fields[0]).toMatchObject({
    type: 'integer',
    minimum: 5,
    maximum: 5,
  });
});

test('a field that is a text for one step and a number for another is refused', () => {
  expect(() => of(x, table({ a: 1 }, 0))).toThrow('x is read as a text by one step and as a number by another');
});

test('steps of a line become one, with the bounds of a clip as values of the field', () => {
  const { terms } = of(clip(standardise(standardise(x, 100, 4), 1, 2), -1, 3)).model;
  expect(terms).toEqual([
    { type: 'linear', field: 'x', coefficient: 1, mean: 104, scale: 8, minimum: 96, maximum: 128 },
  ]);
});

test('an imputed number may be missing, and adds what the steps make of the value', () => {
  const { fields, terms } = of(standardise(impute(x, 7)!, 5, 2), missingIndicator(x)).model;
  expect(fields[0]).toMatchObject({ type: 'number', missing: 'own' });
  expect(terms).toContainEqual({ type: 'table', by: [{ field: 'x', edges: [] }], rows: [[null, 2]] });
  expect(of(standardise(x, 5, 2)).model.fields[0]!.missing).toBeUndefined();
});

test('an edge of a scaled number is the first double that the steps put into its bin', () => {
  const scaled = standardise(standardise(x, 0, 0.3), 1 / 3, 0.7);
  const steps = (value: number) => (value / 0.3 - 1 / 3) / 0.7;
  const bins = binColumn(scaled, [0.1, 2 / 3]);
  const edges = bins.kind === 'bins' ? bins.edges : [];
  for (const [k, edge] of edges.entries()) {
    expect(steps(edge)).toBeGreaterThanOrEqual([0.1, 2 / 3][k]!);
    expect(steps(edge - 2 ** -53)).toBeLessThan([0.1, 2 / 3][k]!);
  }
});

test('edges beyond the bounds of a clip are no edges of the field', () => {
  expect(binColumn(clip(x, 0, 1), [-1, 0, 0.5, 2])).toMatchObject({ edges: [0.5], values: [2, 3] });
});

test('more edges than a field may have are refused', () => {
  const edges = Array.from({ length: 64 }, (_, k) => k);
  expect(() => of(binColumn(x, edges))).toThrow('x has 64 edges of bins; expected at most 63');
});

test('steps that move numbers far from 0 become one line, as exact as fractions', () => {
  const { intercept, terms } = of(standardise(multiplyAdd(x, 1 / 6.3, -99_990 / 6.3), 0.7, 0.03)).model;
  const { mean, scale } = terms[0] as { mean: number; scale: number };
  // Of fractions.Fraction in Python: ((Fraction(x) * Fraction(1 / 6.3) + Fraction(-99990 / 6.3)) - Fraction(0.7)) / Fraction(0.03)
  const exact = { 99990.25: -22.010582010646026, 99994.5: 0.4761904761264609, 99999.75: 28.253968253904237 };
  for (const [value, expected] of Object.entries(exact)) {
    expect(Math.abs((Number(value) - mean) / scale + intercept - expected)).toBeLessThan(3e-13);
  }
});
