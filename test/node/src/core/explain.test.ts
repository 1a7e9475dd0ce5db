import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Artifact, Feature, Field } from '../../../../src/core/artifact.ts';
import { UNKNOWN } from '../../../../src/core/cell.ts';
import { singleChanges } from '../../../../src/core/counterfactual.ts';
import { compileExplainer, explain } from '../../../../src/core/explain.ts';
import { compileScorer, logit } from '../../../../src/core/score.ts';
import { sigmoid } from '../../../../src/core/sigmoid.ts';

const fields: Field[] = [
  { name: 'city', type: 'category', description: '', vocabulary: ['a', 'b', 'c'], unknown: 'baseline', match: 'exact' },
  { name: 'hour', type: 'integer', description: '', minimum: 1, maximum: 4 },
  { name: 'miles', type: 'number', description: '' },
];

const features: Feature[] = [
  { type: 'one-hot', field: 'city', coefficients: [1, -2, 0.5] },
  { type: 'cyclic', field: 'hour', period: 4, coefficients: [0.25, -0.75] },
  { type: 'one-hot', field: 'hour', coefficients: [0.1, 0.2, 0.3, 0.4] },
  { type: 'numeric', field: 'miles', mean: 2, scale: 4, minimum: -10, maximum: 10, coefficients: [0.7] },
  { type: 'cross', terms: [{ field: 'hour' }, { field: 'city' }], cells: [0, 5, 11], coefficients: [3, 4, 5] },
  { type: 'cross', terms: [{ field: 'city' }], cells: [2], coefficients: [-1.5] },
];

const artifact: Pick<Artifact, 'intercept' | 'fields' | 'features' | 'changeable'> = {
  intercept: -0.3,
  fields,
  features,
  changeable: ['hour', 'city'],
};
const reference = [0.11, -0.07, 0.23, 0.05, 0.9, -0.4];
const scorer = compileScorer(artifact);
const explainer = compileExplainer(artifact, reference, scorer);

const row = fc
  .tuple(
    fc.integer({ min: UNKNOWN, max: 2 }),
    fc.integer({ min: 0, max: 3 }),
    fc.double({ min: -20, max: 20, noNaN: true }),
  )
  .map((cells) => Float64Array.from(cells));

test('explain(): baseline + contributions = logit for any row', () => {
  fc.assert(
    fc.property(row, (cells) => {
      const scored = logit(scorer, cells);
      const { baseline, contributions } = explain(explainer, fields, cells, scored);
      const sum = contributions.reduce((sum, { logOdds }) => sum + logOdds, baseline);
      expect(Math.abs(sum - scored)).toBeLessThanOrEqual(1e-12);
    }),
  );
});

test('explain() sums all features of the same fields, minus their means', () => {
  const cells = Float64Array.of(2, 3, 6);
  const { baseline, contributions } = explain(explainer, fields, cells, logit(scorer, cells));
  expect(baseline).toBeCloseTo(-0.3 + 0.82, 12);
  const found = Object.fromEntries(contributions.map(({ fields, logOdds }) => [fields.join(' × '), logOdds]));
  expect(found['city × hour']).toBeCloseTo(5 - 0.9, 12);
  expect(found.city).toBeCloseTo(0.5 - 1.5 - (0.11 - 0.4), 12);
  expect(found.hour).toBeCloseTo(-0.75 + 0.4 - (0.23 - 0.07), 12);
  expect(found.miles).toBeCloseTo(0.7 - 0.05, 12);
  expect(contributions[0]).toMatchObject({ fields: ['city', 'hour'], values: ['c', 4] });
});

test('explain() shows a category that the model does not know as null', () => {
  const cells = Float64Array.of(UNKNOWN, 0, 2);
  const { contributions } = explain(explainer, fields, cells, logit(scorer, cells));
  expect(contributions.find(({ fields }) => fields.join() === 'city')?.values).toEqual([null]);
});

test('singleChanges() scores every other value of every changeable field, and does not change the row', () => {
  fc.assert(
    fc.property(row, (cells) => {
      const before = Float64Array.from(cells);
      const changes = singleChanges(artifact, scorer, cells);
      expect(cells).toEqual(before);
      expect(changes).toHaveLength((cells[0] === UNKNOWN ? 3 : 2) + 3);
      for (const { field, value, probability, difference } of changes) {
        const changed = Float64Array.from(cells);
        if (field === 'hour') changed[1] = Number(value) - 1;
        else changed[0] = ['a', 'b', 'c'].indexOf(String(value));
        expect(probability).toBe(sigmoid(logit(scorer, changed)));
        expect(difference).toBe(probability - sigmoid(logit(scorer, cells)));
      }
      const sizes = changes.map(({ difference }) => Math.abs(difference));
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    }),
  );
});
