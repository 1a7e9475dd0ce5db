import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exchangeErrors } from '../../../../scripts/exchange/exchange-errors.ts';
import { exchangeSchema } from '../../../../scripts/exchange/exchange-model.ts';
import { plainLogit } from '../../../../scripts/exchange/plain-logit.ts';

const documented = () => JSON.parse(/```json\n(.*?)```/s.exec(readFileSync('models/EXCHANGE.md', 'utf8'))![1]!);
const parsed = (json: object) => exchangeSchema.parse({ ...documented(), examples: [], ...json });

test('the documented model is valid, and its numbers give the probability that it states', () => {
  const model = exchangeSchema.parse(documented());
  expect(exchangeErrors(model)).toEqual([]);
  for (const { input, probability } of model.examples!) {
    expect(1 / (1 + Math.exp(-plainLogit(model)(input)))).toBeCloseTo(probability, 14);
  }
});

test('plainLogit adds the intercept, each table by its keys, and each line', () => {
  const logit = plainLogit(parsed({}));
  expect(logit({ carrier: 'DL', hour: 7, distance: 700 })).toBe(-1.75);
  expect(logit({ carrier: 'ZZ', hour: 3, distance: 9000 })).toBe(-1.5 + (0.5 * 2300) / 400);
  expect(logit({ carrier: 'AA', hour: 3, distance: null })).toBe(-2 - 0.0625);
  expect(() => logit({ carrier: 'AA', hour: 24, distance: 1 })).toThrow('hour is 24, out of range');
});

test('plainLogit reads parts of a timestamp by the clocks of its zone', () => {
  const of = (part: string) =>
    plainLogit(
      parsed({
        intercept: 0,
        fields: [{ name: 't', type: 'timestamp', zone: 'America/Santiago' }],
        terms: [{ type: 'table', by: [{ field: 't', part }], rows: range(0, 400).map((k) => [k, k]) }],
      }),
    )({ t: '2027-03-01T02:30:00Z' });
  expect(['hour', 'weekday', 'day', 'month', 'day-of-year'].map(of)).toEqual([23, 7, 28, 2, 59]);
});

const range = (first: number, last: number) => Array.from({ length: last - first }, (_, k) => first + k);

test.each([
  [{ classes: ['a'] }, 'classes'],
  [{ intercept: Number.NaN }, 'intercept'],
  [{ colour: 1 }, 'Unrecognized key: "colour"'],
  [{ terms: [{ type: 'linear', field: 'distance', coefficient: 1, slope: 2 }] }, 'Unrecognized key: "slope"'],
  [{ terms: [{ type: 'table', by: [{ field: 'hour', edge: [1] }], rows: [] }] }, 'Unrecognized key: "edge"'],
  [{ terms: [{ type: 'table', by: ['hour'], rows: [[true, 1]] }] }, 'expected a text, a number or null'],
])('exchangeSchema refuses %j', (json, message) => {
  const { error } = exchangeSchema.safeParse({ ...documented(), ...json });
  const issues = error!.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  expect(issues.join()).toContain(message);
});

const LINE = [{ type: 'linear', field: 'x', coefficient: 1 }];
const table = (by: unknown[], rows: unknown[][]) => ({ terms: [{ type: 'table', by, rows }] });

test.each([
  [table(['hour'], [[24, 1]]), 'terms.0: rows.0: 24 is no key of hour'],
  [table(['hour'], [[1.5, 1]]), 'terms.0: rows.0: 1.5 is no key of hour'],
  [table(['hour'], [[null, 1]]), 'terms.0: rows.0: null is no key of hour'],
  [table(['carrier'], [['ZZ', 1]]), 'terms.0: rows.0: "ZZ" is no key of carrier'],
  [table(['carrier', 'hour'], [['AA', 1]]), 'terms.0: rows.0: 2 values, expected 2 and the log-odds'],
  [table(['carrier'], [['AA', '1']]), 'terms.0: rows.0: the last value is not a number'],
  [
    table(
      ['carrier'],
      [
        ['AA', 1],
        ['AA', 2],
      ],
    ),
    'terms.0: rows.1: "AA" occurs twice',
  ],
  [table(['distance'], []), 'terms.0: distance is a number: a table over it needs edges'],
  [table([{ field: 'distance', edges: [2, 1] }], []), 'terms.0: edges of distance do not ascend'],
  [table([{ field: 'distance', edges: [2] }], [[2, 1]]), 'terms.0: rows.0: 2 is no key of distance in bins'],
  [table(['colour'], []), 'terms.0: there is no field "colour"'],
  [table([{ month: 'hour', day: 'hour' }], []), 'terms.0: hour must be an integer field from 1 to 12'],
  [{ terms: [{ type: 'linear', field: 'carrier', coefficient: 1 }] }, 'terms.0: linear needs a number or an integer'],
  [{ terms: [{ type: 'linear', field: 'hour', coefficient: 1, missing: 2 }] }, 'missing needs "missing": "own"'],
  [{ fields: [{ name: 'x', type: 'category', vocabulary: ['a', 'a'] }], terms: LINE }, '"a" occurs twice'],
  [{ fields: [{ name: 'x', type: 'number', minimum: 2, maximum: 1 }], terms: LINE }, 'minimum 2 is above maximum 1'],
  [{ fields: [{ name: 'x', type: 'timestamp', zone: 'Mars' }], terms: LINE }, 'Mars is not a time zone'],
  [{ examples: [{ input: { colour: 1 }, probability: 0 }] }, 'examples.0: there is no field "colour"'],
])('exchangeErrors names what is wrong with %j', (json, message) => {
  expect(exchangeErrors(parsed(json)).join()).toContain(message);
});
