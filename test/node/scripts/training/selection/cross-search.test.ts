import { expect, test } from 'vitest';
import { everyRow } from '../../../../../scripts/training/rows/rows.ts';
import {
  atResolutions,
  crossableTerms,
  searchCrosses,
} from '../../../../../scripts/training/selection/cross-search.ts';
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

test('atResolutions() merges numbers and integers, and repeats no set', () => {
  const integer = { type: 'integer', description: '', minimum: 1 } as const;
  const constant: Field = { name: 'k', type: 'number', description: '', edges: [] };
  const fields: Field[] = [
    ...joint.fields,
    { ...integer, name: 'day', maximum: 31 },
    { ...integer, name: 'age', maximum: 99 },
    constant,
  ];
  expect(atResolutions({ fields }, [X, C], [4, 8])).toEqual([
    [{ ...X, bins: 4 }, C],
    [{ ...X, bins: 8 }, C],
  ]);
  const [day, age] = [{ field: 'day' }, { field: 'age' }];
  expect(atResolutions({ fields }, [day, age], [4, 8])).toEqual([
    [
      { ...day, bins: 4 },
      { ...age, bins: 4 },
    ],
    [day, { ...age, bins: 8 }],
  ]);
  expect(atResolutions({ fields }, [C], [4, 8])).toEqual([[C]]);
  expect(crossableTerms({ fields })).toEqual([X, Y, C, day, age]);
});

test('parts of a timestamp are crossed, in groups and whole', () => {
  const fields: Field[] = [{ name: 't', type: 'timestamp', description: '', zone: 'UTC' }];
  const parts = ['hour', 'weekday', 'month'].map((part) => ({ field: 't', part }));
  expect(crossableTerms({ fields })).toEqual(parts);
  const [hour] = crossableTerms({ fields });
  expect(atResolutions({ fields }, [hour!], [4, 8])).toEqual([[{ ...hour, bins: 4 }], [hour]]);
});
