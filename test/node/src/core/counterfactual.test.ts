import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Artifact } from '../../../../src/core/artifact.ts';
import { binOf } from '../../../../src/core/bin.ts';
import { otherBinValues } from '../../../../src/core/bin-values.ts';
import { nearestChanges, singleChanges, strongestChanges } from '../../../../src/core/counterfactual.ts';
import { compileScorer } from '../../../../src/core/score.ts';

const number = { name: 'age', type: 'number', description: '' } as const;

test('otherBinValues() has one value in every other bin, within the range', () => {
  const ascending = fc
    .uniqueArray(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 3, maxLength: 12 })
    .map((values) => values.sort((a, b) => a - b));
  fc.assert(
    fc.property(ascending, fc.double({ noNaN: true }), (values, own) => {
      const [minimum, maximum] = [values[0]!, values.at(-1)!];
      const edges = values.slice(1, -1);
      const found = otherBinValues({ ...number, minimum, maximum, edges }, own);
      const bins = found.map((value) => binOf(Float64Array.from(edges), value));
      const others = [...Array(edges.length + 1).keys()].filter((bin) => bin !== binOf(Float64Array.from(edges), own));
      expect(bins).toEqual(others);
      for (const value of found) expect(value >= minimum && value <= maximum).toBe(true);
    }),
  );
});

test('otherBinValues() are round, and where one gets to the bin first', () => {
  const edges = [18.5, 24.5, 30.25, 101];
  expect(otherBinValues({ ...number, minimum: 17, maximum: 250, edges }, 26)).toEqual([18, 24, 40, 110]);
  expect(otherBinValues({ ...number, minimum: 0.001, maximum: 9, edges: [0.0315, 0.0352] }, 5)).toEqual([
    0.031, 0.0351,
  ]);
  expect(otherBinValues({ ...number, edges }, 26)).toEqual([24, 40, 101]);
  expect(otherBinValues({ ...number, minimum: 17, maximum: 250, edges, missing: 'own' }, Infinity)).toHaveLength(5);
});

const artifact = {
  intercept: 0,
  fields: [
    { ...number, minimum: 17, maximum: 90, edges: [29.5, 39.5, 49.5, 59.5] },
    { name: 'city', type: 'category', description: '', vocabulary: ['a', 'b'], unknown: 'reject', match: 'exact' },
  ],
  features: [
    { type: 'one-hot', field: 'age', coefficients: [3, 1, 0, 1.5, 2] },
    { type: 'one-hot', field: 'city', coefficients: [0, 0.5] },
  ],
  changeable: ['age', 'city'],
} satisfies Pick<Artifact, 'intercept' | 'fields' | 'features' | 'changeable'>;

test('a number changes to real values: the strongest of all, and the nearest on each side of those that cross', () => {
  const cells = Float64Array.of(44, 0);
  const changes = singleChanges(artifact, compileScorer(artifact), cells);
  const shown = (some: typeof changes) => some.map(({ field, value }) => `${field} ${value}`);
  expect(shown(changes)).toEqual(['age 29', 'age 60', 'age 50', 'age 39', 'city b']);
  expect(shown(strongestChanges(changes, artifact.fields))).toEqual(['age 29', 'city b']);
  expect(shown(nearestChanges(changes, artifact.fields, cells))).toEqual(['age 50', 'age 39', 'city b']);
  const far = changes.filter(({ difference }) => difference > 0.25);
  expect(shown(nearestChanges(far, artifact.fields, cells))).toEqual(['age 29', 'age 50']);
});
