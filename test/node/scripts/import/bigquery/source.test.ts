import { expect, test } from 'vitest';
import { plainLogit } from '../../../../../scripts/exchange/plain-logit.ts';
import { readWeights } from '../../../../../scripts/import/bigquery/source.ts';
import { requireParity } from '../../../../../scripts/import/parity.ts';

/** As bq prints them: numbers are texts. */
const WEIGHTS = [
  { processed_input: '__INTERCEPT__', weight: '-1.25', category_weights: [] },
  { processed_input: 'distance', weight: '0.0009765625', category_weights: [], mean: '712.5' },
  {
    processed_input: 'carrier',
    weight: null,
    category_weights: [
      { category: 'AA', weight: '0.5' },
      { category: 'DL', weight: '-2.5E-1' },
      { category: null, weight: '0.125' },
    ],
  },
];

const read = (weights: unknown) => readWeights(JSON.stringify(weights), 'weights.json');

test('readWeights: a number that is missing is the mean, a missing category has its own weight, an unseen one adds nothing', () => {
  const { model, probability } = read(WEIGHTS);
  const logit = plainLogit(model);
  for (const [row, expected] of [
    [{ distance: 1024, carrier: 'AA' }, -1.25 + 1 + 0.5],
    [{ distance: null, carrier: null }, -1.25 + 712.5 / 1024 + 0.125],
    [{ distance: 0, carrier: 'never seen' }, -1.25],
  ] as const) {
    expect(logit(row)).toBe(expected);
    expect(probability(row)).toBeCloseTo(1 / (1 + Math.exp(-expected)), 15);
  }
});

test('readWeights: what is made of the weights gives the same answers to a thousand rows', () => {
  expect(requireParity(read(WEIGHTS), 'weights.json')).toBeLessThan(1e-12);
});

test('readWeights: without a mean, a row needs the number', () => {
  const { model } = read(WEIGHTS.map(({ mean: _, ...rest }: Record<string, unknown>) => rest));
  expect(model.fields.map(({ name, missing }) => [name, missing])).toEqual([
    ['distance', undefined],
    ['carrier', 'own'],
  ]);
});

const [intercept, distance] = WEIGHTS;

test.each([
  [[distance], 'weights.json has no row __INTERCEPT__'],
  [
    [intercept, distance, distance],
    'weights.json has distance twice: of a tuned model, select the rows of one trial_id',
  ],
  [[intercept, { ...distance, class_label: '2' }], 'weights.json has class_label: only models of two classes'],
  [
    [intercept, { ...distance, processed_input: '_TS_DOW_departure' }],
    'weights.json has _TS_DOW_departure: a TIMESTAMP',
  ],
  [[intercept, { ...distance, weight: 'NaN' }], 'weights.json: 1.weight: expected a number'],
  [[intercept, { ...distance, weight: null }], 'weights.json: distance has neither a weight nor category_weights'],
  [[{ ...intercept, weight: '1e999' }], 'weights.json: 0.weight: expected a finite number'],
])('readWeights refuses %j', (weights, message) => {
  expect(() => read(weights)).toThrow(message);
});
