import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Feature, Field } from '../../../../src/core/artifact.ts';
import { compileEncoder, encodeRow } from '../../../../src/core/encode.ts';
import { compileExplainer, explain } from '../../../../src/core/explain.ts';
import { compileIntervals, interval } from '../../../../src/core/interval.ts';
import { jsonPointer } from '../../../../src/core/json-pointer.ts';
import { compileScorer, logit, prediction } from '../../../../src/core/score.ts';

const common = { description: '', missing: 'own' } as const;
const city = { type: 'category' as const, description: '', vocabulary: ['Lima', 'rare'], match: 'folded' as const };
const fields: Field[] = [
  { ...common, name: 'age', type: 'number', minimum: 17, maximum: 75, edges: [30, 60] },
  { name: 'price', type: 'number', description: '', minimum: 0, maximum: 9, edges: [1], range: 'reject' },
  { ...common, ...city, name: 'from', unknown: 'other', other: 'rare' },
  { ...city, name: 'to', unknown: 'baseline' },
  { ...common, name: 'hour', type: 'integer', minimum: 0, maximum: 9 },
  { ...common, name: 'left', type: 'timestamp', zone: 'Asia/Kathmandu' },
];
const features: Feature[] = [
  { type: 'one-hot', field: 'age', coefficients: [1, 2, 3, 4] },
  { type: 'numeric', field: 'age', mean: 40, scale: 20, minimum: 17, maximum: 75, coefficients: [0.5] },
  { type: 'one-hot', field: 'price', bins: 2, coefficients: [0.25, -0.5] },
  { type: 'one-hot', field: 'from', coefficients: [0.1, 0.2, 0.3] },
  { type: 'cyclic', field: 'hour', period: 10, coefficients: [0.4, 0.6] },
  { type: 'one-hot', field: 'left', part: 'month', coefficients: Array.from({ length: 13 }, (_, k) => k / 10) },
  {
    type: 'cross',
    terms: [{ field: 'age', bins: 2 }, { field: 'to' }, { field: 'left', part: 'hour', width: 12 }],
    cells: [0, 3, 9, 16],
    coefficients: [1, -1, 2, -2],
  },
  { type: 'cross', terms: [{ field: 'hour', width: 5 }, { field: 'from' }], cells: [0, 5, 8], coefficients: [1, 2, 3] },
];

const encoder = compileEncoder(fields);
const scorer = compileScorer({ intercept: -1, fields, features });
const averages = features.map((_, k) => k / 7);
const explainer = compileExplainer({ intercept: -1, fields, features }, averages, scorer);
const coefficients = features.reduce((sum, feature) => sum + feature.coefficients.length, 1);
const draws = {
  count: 16,
  scales: new Float32Array(coefficients).fill(0.01),
  steps: new Int8Array(16 * coefficients).fill(3),
};
const intervals = compileIntervals({ fields, features, uncertainty: { missing: features.map(() => 0.1) } }, draws);

const odd = fc.constantFrom(
  null,
  undefined,
  '',
  'Lima',
  'quito',
  3,
  -4,
  40,
  1e300,
  0.5,
  true,
  [],
  '2027-02-05T18:00Z',
  '2027-02-30',
);
const row = fc.record(Object.fromEntries(fields.map(({ name }) => [name, fc.oneof(odd, fc.jsonValue())])), {
  requiredKeys: [],
});
const likely = fc.record(
  {
    age: fc.constantFrom(null, 20, 99),
    price: fc.constantFrom(0, 5),
    from: fc.constantFrom(null, 'lima', 'Cusco'),
    to: fc.constantFrom('Lima', 'Cusco'),
    hour: fc.constantFrom(null, 0, 12),
    left: fc.constantFrom(null, '2027-02-05', '2027-07-05T18:00:00Z'),
  },
  { requiredKeys: ['price', 'to'] },
);

test('any row with gaps gets a probability, an exact explanation and an interval, or a problem that names its fields', () => {
  const cells = new Float64Array(fields.length);
  let answered = 0;
  fc.assert(
    fc.property(fc.oneof(likely, row), (input) => {
      const { errors, warnings } = encodeRow(encoder, JSON.parse(JSON.stringify(input)), cells);
      const pointers = fields.map(({ name }) => jsonPointer(name));
      for (const { pointer, detail } of [...errors, ...warnings]) {
        expect(pointers).toContain(pointer);
        expect(detail).toContain(pointer.slice(1));
      }
      if (errors.length > 0) return;
      answered++;
      const scored = logit(scorer, cells);
      for (const probability of prediction(scored)) expect(probability > 0 && probability < 1).toBe(true);
      const { baseline, contributions } = explain(explainer, fields, cells, scored);
      const sum = contributions.reduce((sum, { logOdds }) => sum + logOdds, baseline);
      expect(Math.abs(sum - scored)).toBeLessThanOrEqual(1e-12);
      const [low, high] = interval(intervals, cells, scored, 0.9);
      expect(low < prediction(scored)[1] && prediction(scored)[1] < high).toBe(true);
    }),
    { numRuns: 500 },
  );
  expect(answered).toBeGreaterThan(100);
});
