import { expect, test } from 'vitest';
import { everyRow } from '../../../../../scripts/training/rows/rows.ts';
import { crossableTerms, searchCrosses, termOf } from '../../../../../scripts/training/selection/cross-search.ts';
import type { Field } from '../../../../../src/core/artifact.ts';
import { madeNumbers } from '../made-numbers.ts';

const [X, Y, C] = [{ field: 'x' }, { field: 'y' }, { field: 'c' }];
const PAIRS = {
  sets: [
    [X, Y],
    [X, C],
    [Y, C],
  ],
  resolutions: [4, 8],
  least: 3,
};

const noise = madeNumbers({ seed: 4, count: 1500, logit: () => 0 });
const joint = madeNumbers({ seed: 4, count: 1500, logit: ({ x, y }) => (x > 0 === y > 0 ? 2 : -2) });
const flat = new Float64Array(1500);

test('searchCrosses() finds the pair that explains the residual, once, and nothing in noise', () => {
  expect(searchCrosses(joint, everyRow(joint), flat, PAIRS)).toEqual([[X, Y]]);
  expect(searchCrosses(noise, everyRow(noise), flat, PAIRS)).toEqual([]);
});

test('searchCrosses() does not find what the logits know already', () => {
  const [x, y] = [joint.cells.get('x')!, joint.cells.get('y')!];
  const known = Float64Array.from(flat, (_, r) => (x[r]! > 0 === y[r]! > 0 ? 2 : -2));
  expect(searchCrosses(joint, everyRow(joint), known, PAIRS)).toEqual([]);
});

test('searchCrosses() finds a pair in which a missing value matters', () => {
  const gaps = madeNumbers({
    ...{ seed: 5, count: 1500, missing: 0.3 },
    logit: ({ y, c }) => (c === 0 && !Number.isFinite(y) ? 3 : -1),
  });
  expect(
    searchCrosses(
      gaps,
      everyRow(gaps),
      flat.map(() => -0.5),
      PAIRS,
    ),
  ).toEqual([[Y, C]]);
});

test('termOf(rows, term, bins) merges numbers and wide integers, and nothing that has no more cells than bins', () => {
  const integer = { type: 'integer', description: '', minimum: 1, maximum: 9 } as const;
  const constant: Field = { name: 'k', type: 'number', description: '', edges: [] };
  const fields = [...joint.fields, { ...integer, name: 'n' }, constant];
  expect(termOf({ fields }, { field: 'x' }, 8)).toEqual({ field: 'x', bins: 8 });
  expect(termOf({ fields }, { field: 'n' }, 8)).toEqual({ field: 'n', bins: 8 });
  expect(termOf({ fields }, { field: 'n' }, 16)).toEqual({ field: 'n' });
  expect(termOf({ fields }, { field: 'c' }, 2)).toEqual({ field: 'c' });
  expect(crossableTerms({ fields })).toEqual([X, Y, C, { field: 'n' }]);
});

test('parts of a timestamp are crossed, whole or in groups', () => {
  const fields: Field[] = [{ name: 't', type: 'timestamp', description: '', zone: 'UTC' }];
  expect(crossableTerms({ fields })).toEqual(['hour', 'weekday', 'month'].map((part) => ({ field: 't', part })));
  expect(termOf({ fields }, { field: 't', part: 'hour' }, 8)).toEqual({ field: 't', part: 'hour', bins: 8 });
  expect(termOf({ fields }, { field: 't', part: 'weekday' }, 8)).toEqual({ field: 't', part: 'weekday' });
});
