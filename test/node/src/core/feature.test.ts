import fc from 'fast-check';
import { expect, test } from 'vitest';
import { multiply } from '../../../../scripts/training/matrix/block-matrix.ts';
import { blockMatrix, coefficientVector } from '../../../../scripts/training/matrix/blocks.ts';
import { designMatrix } from '../../../../scripts/training/matrix/design-matrix.ts';
import type { TrainingRows } from '../../../../scripts/training/rows/rows.ts';
import type { Feature, Field } from '../../../../src/core/artifact.ts';
import { UNKNOWN } from '../../../../src/core/cell.ts';
import { combinations } from '../../../../src/core/combination.ts';
import { compileExplainer, explain } from '../../../../src/core/explain.ts';
import {
  compileRegressors,
  describeFeature,
  type FieldFeature,
  featureErrors,
  featureFields,
  featureSize,
} from '../../../../src/core/feature.ts';
import { compileIntervals } from '../../../../src/core/interval.ts';
import { compileScorer, logit } from '../../../../src/core/score.ts';

const fields: Field[] = [
  { name: 'city', type: 'category', description: '', vocabulary: ['a', 'b', 'c'], unknown: 'baseline', match: 'exact' },
  { name: 'month', type: 'integer', description: '', minimum: 3, maximum: 6 },
  { name: 'day', type: 'integer', description: '', minimum: 1, maximum: 31 },
  { name: 'miles', type: 'number', description: '' },
  { name: 'age', type: 'number', description: '', edges: [0, 2, 3.5, 7], missing: 'own' },
  { name: 'hour', type: 'integer', description: '', minimum: 0, maximum: 3, missing: 'own' },
  { name: 'left', type: 'timestamp', description: '', zone: 'America/Santiago', missing: 'own' },
];

/** A feature of every kind: a new kind does not compile until it has one here. */
const SAMPLES: { [T in Feature['type']]: { feature: Extract<Feature, { type: T }>; title: string; wrong: string } } = {
  'one-hot': {
    feature: { type: 'one-hot', field: 'city', coefficients: [1, -2, 0.5] },
    title: 'one-hot of city',
    wrong: 'miles',
  },
  cyclic: {
    feature: { type: 'cyclic', field: 'month', period: 12, coefficients: [0.25, -0.75] },
    title: 'cyclic of month',
    wrong: 'city',
  },
  numeric: {
    feature: { type: 'numeric', field: 'miles', mean: 2, scale: 4, minimum: -5, maximum: 9, coefficients: [0.7] },
    title: 'numeric of miles',
    wrong: 'city',
  },
  cross: {
    feature: {
      type: 'cross',
      terms: [{ field: 'city' }, { month: 'month', day: 'day', width: 3 }],
      cells: [0, 25, 27, 150, 365],
      coefficients: [1, 2, 3, 4, 5],
    },
    title: 'city × month–day/3',
    wrong: 'miles',
  },
};

/** Features of bins, and of fields that may be missing. */
const MORE: { feature: Feature; title: string; wrong: string }[] = [
  {
    feature: { type: 'one-hot', field: 'age', coefficients: [1, 2, 3, 4, 5, 6] },
    title: 'one-hot of age',
    wrong: 'miles',
  },
  {
    feature: { type: 'one-hot', field: 'age', bins: 2, coefficients: [1, 2, 3] },
    title: 'one-hot of age in 2 bins',
    wrong: 'miles',
  },
  {
    feature: { type: 'one-hot', field: 'left', part: 'weekday', coefficients: [1, 2, 3, 4, 5, 6, 7, 8] },
    title: 'one-hot of left weekday',
    wrong: 'city',
  },
  {
    feature: {
      type: 'cross',
      terms: [{ field: 'city' }, { field: 'left', part: 'hour', width: 6 }, { field: 'left', part: 'month' }],
      cells: [0, 1, 30, 63, 90, 120, 150, 194],
      coefficients: [1, 2, 3, 4, 5, 6, 7, 8],
    },
    title: 'city × left hour/6 × left month',
    wrong: 'miles',
  },
  {
    feature: { type: 'numeric', field: 'age', mean: 2, scale: 4, minimum: -5, maximum: 9, coefficients: [0.7] },
    title: 'numeric of age',
    wrong: 'city',
  },
  {
    feature: { type: 'numeric', field: 'hour', mean: 2, scale: 4, minimum: 1, maximum: 2, coefficients: [0.7] },
    title: 'numeric of hour',
    wrong: 'city',
  },
  {
    feature: { type: 'cyclic', field: 'hour', period: 4, coefficients: [0.25, -0.75] },
    title: 'cyclic of hour',
    wrong: 'miles',
  },
  {
    feature: { type: 'cross', terms: [{ field: 'age', bins: 3 }], cells: [0, 2, 3], coefficients: [1, 2, 3] },
    title: 'age in 3 bins',
    wrong: 'miles',
  },
  {
    feature: {
      type: 'cross',
      terms: [{ field: 'city' }, { field: 'age', starts: [1, 4] }, { field: 'hour', width: 2 }],
      cells: [0, 1, 2, 9, 11, 20, 30],
      coefficients: [1, 2, 3, 4, 5, 6, 7],
    },
    title: 'city × age in 3 bins × hour/2',
    wrong: 'miles',
  },
];

const kinds = [
  ...Object.values(SAMPLES).map((sample) => ({ ...sample, kind: sample.feature.type as string })),
  ...MORE.map((sample) => ({ ...sample, kind: sample.title })),
];

const rows = fc.array(
  fc.tuple(
    fc.integer({ min: UNKNOWN, max: 2 }),
    fc.nat(3),
    fc.nat(30),
    fc.double({ min: -9, max: 12, noNaN: true }),
    fc.oneof(fc.double({ min: -9, max: 12, noNaN: true }), fc.constantFrom(0, -0, 2, 3.5, 7, Number.POSITIVE_INFINITY)),
    fc.nat(4),
    fc.oneof(fc.integer({ min: -9999, max: 999_999 }), fc.constant(Number.POSITIVE_INFINITY)),
  ),
  { minLength: 1, maxLength: 20 },
);

/** What each coefficient is multiplied by in a row. */
function dense(feature: Feature, cells: Float64Array): number[] {
  const row = feature.coefficients.map(() => 0);
  const { first, values } = compileRegressors(feature, fields)(cells) ?? { first: 0, values: [] };
  for (const [k, value] of values.entries()) row[first + k] = value;
  return row;
}

test.each(kinds)('the log-odds of a $kind feature are its coefficients times its regressors', ({ feature }) => {
  const scorer = compileScorer({ intercept: 0, fields, features: [feature] });
  fc.assert(
    fc.property(rows, (rows) => {
      for (const row of rows) {
        const cells = Float64Array.from(row);
        const expected = dense(feature, cells).reduce((sum, value, k) => sum + value * feature.coefficients[k]!, 0);
        expect(logit(scorer, cells)).toBeCloseTo(expected, 12);
      }
    }),
  );
});

test.each(kinds)('training multiplies the regressors that scoring multiplies: $kind', ({ feature }) => {
  fc.assert(
    fc.property(rows, (rows) => {
      const known = rows.map(([city, ...others]) => [Math.max(0, city), ...others]);
      const cells = new Map(fields.map(({ name }, f) => [name, Float64Array.from(known, (row) => row[f]!)]));
      const all = Uint32Array.from(known.keys());
      const expected = known.map((row) => dense(feature, Float64Array.from(row)));
      const matrix = blockMatrix([feature], { fields, cells } as unknown as TrainingRows, all);
      const product = (beta: number[]) =>
        Array.from(multiply(matrix, coefficientVector(matrix, [beta], 0), new Float64Array(all.length)));
      for (const k of feature.coefficients.keys()) {
        const unit = feature.coefficients.map((_, j) => Number(j === k));
        expect(product(unit)).toEqual(expected.map((row) => row[k]));
      }
      if (feature.type === 'cross') return;
      const { width, columns, values } = designMatrix(fields, [feature satisfies FieldFeature], cells);
      for (const [r, row] of expected.entries()) {
        const found = row.map(() => 0);
        for (let k = 0; k < width; k++) found[columns[r * width + k]!] = values ? values[r * width + k]! : 1;
        expect(found).toEqual(row);
      }
    }),
  );
});

test.each(kinds)('the draws of a $kind feature deviate by its regressors', ({ feature }) => {
  const count = feature.coefficients.length;
  // Draw k deviates by 1 in coefficient k alone; the intercept does not deviate.
  const steps = new Int8Array((1 + count) * count);
  for (let k = 0; k < count; k++) steps[(1 + k) * count + k] = 1;
  const draws = { count, scales: new Float32Array(1 + count).fill(1), steps };
  const intervals = compileIntervals({ fields, features: [feature], uncertainty: { missing: [0.25] } }, draws);
  fc.assert(
    fc.property(rows, (rows) => {
      for (const row of rows) {
        const cells = Float64Array.from(row);
        const sums = new Float64Array(count);
        const missing = intervals.contributions.reduce((sum, add) => sum + add(cells, sums), 0);
        expect(Array.from(sums)).toEqual(dense(feature, cells));
        expect(missing).toBe(compileRegressors(feature, fields)(cells) ? 0 : 0.25);
      }
    }),
  );
});

test.each(kinds)('a $kind feature is explained by the fields that it reads', ({ feature }) => {
  const artifact = { intercept: 0, fields, features: [feature] };
  const scorer = compileScorer(artifact);
  const cells = Float64Array.of(1, 2, 3, 4, 5, 1, 400_000);
  const { contributions } = explain(compileExplainer(artifact, [0], scorer), fields, cells, logit(scorer, cells));
  expect(contributions).toHaveLength(1);
  expect(contributions[0]).toMatchObject({ fields: featureFields(feature), logOdds: logit(scorer, cells) });
});

test.each(kinds)(
  'a $kind feature has a title, a size, and an error for everything wrong',
  ({ feature, title, wrong }) => {
    const errorsOf = (changed: object) => featureErrors({ ...feature, ...changed } as Feature, fields);
    const reading = (field: string) => (feature.type === 'cross' ? { terms: [{ field }] } : { field });
    expect(describeFeature(feature)).toBe(title);
    expect(featureSize(feature, fields)).toBe(feature.coefficients.length);
    expect(errorsOf({})).toEqual([]);
    expect(errorsOf(reading('town'))).toEqual(['there is no field "town"']);
    expect(errorsOf(reading(wrong))).toEqual([
      expect.stringMatching(`^${feature.type} needs .* here; ${wrong} is of type|^miles has no bins$`),
    ]);
    expect(errorsOf({ coefficients: [...feature.coefficients, 1] })).toEqual([
      `${feature.coefficients.length + 1} coefficients for ${feature.coefficients.length} cells`,
    ]);
  },
);

test('a cross has increasing cells, fewer than its combinations, of fields that fit a calendar', () => {
  const { feature } = SAMPLES.cross;
  const errorsOf = (changed: object, own = fields) => featureErrors({ ...feature, ...changed }, own);
  expect(errorsOf({ cells: [0, 2, 2, 3, 4] })).toEqual(['cell 2 is 2: expected increasing numbers below 366']);
  expect(errorsOf({ cells: [0, 1, 2, 3, 366] })).toEqual(['cell 4 is 366: expected increasing numbers below 366']);
  const late = fields.map((field) => (field.name === 'day' ? { ...field, maximum: 32 } : field));
  expect(errorsOf({}, late as Field[])).toEqual(['day must have values from 1 to 31']);
});

test('combinations() refuses more than 2^31: they would not fit 32-bit integers', () => {
  expect(combinations([{ size: 2 ** 16 }, { size: 2 ** 15 }])).toBe(2 ** 31);
  expect(() => combinations([{ size: 2 ** 16 }, { size: 2 ** 15 + 1 }])).toThrow(RangeError);
});
