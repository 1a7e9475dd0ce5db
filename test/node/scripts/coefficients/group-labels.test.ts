import { expect, test } from 'vitest';
import { termLabels } from '../../../../scripts/coefficients/group-labels.ts';
import type { Field } from '../../../../src/core/artifact.ts';

const base = { description: '' };
const fields: Field[] = [
  {
    ...base,
    name: 'city',
    type: 'category',
    vocabulary: ['Lima', 'Cusco'],
    unknown: 'reject',
    match: 'folded',
    missing: 'own',
  },
  { ...base, name: 'hour', type: 'integer', minimum: 5, maximum: 11 },
  { ...base, name: 'age', type: 'number', edges: [20.5, 40.5, 60.5], missing: 'own' },
  { ...base, name: 'at', type: 'timestamp', zone: 'UTC' },
  { ...base, name: 'm', type: 'integer', minimum: 1, maximum: 12 },
  { ...base, name: 'd', type: 'integer', minimum: 1, maximum: 31 },
];

test.each([
  [{ field: 'city' }, ['Lima', 'Cusco', 'missing']],
  [{ field: 'hour', width: 3 }, ['5–7', '8–10', '11']],
  [{ field: 'age' }, ['below 20.5', '20.5 to 40.5', '40.5 to 60.5', 'from 60.5', 'missing']],
  [{ field: 'age', starts: [2] }, ['below 40.5', 'from 40.5', 'missing']],
  [
    { field: 'at', part: 'weekday' as const, starts: [5] },
    ['Monday, Tuesday, Wednesday, Thursday, Friday', 'Saturday, Sunday'],
  ],
])('termLabels(%j) names the values of every group', (term, labels) => {
  expect(termLabels(term, fields)).toEqual(labels);
});

test('termLabels() counts days of the year from 1, one label for each window', () => {
  const labels = termLabels({ month: 'm', day: 'd', width: 7 }, fields);
  expect([labels[0], labels.at(-1), labels.length]).toEqual(['day 1–7', 'day 365–366', 53]);
});
