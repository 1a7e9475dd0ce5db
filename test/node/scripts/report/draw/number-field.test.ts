import { expect, test } from 'vitest';
import { drawNumberField } from '../../../../../scripts/report/draw/number-field.ts';
import type { NumberField } from '../../../../../scripts/report/measures/number-groups.ts';
import type { TrainingRows } from '../../../../../scripts/training/rows/rows.ts';

const FIELD: NumberField = { name: 'age', type: 'number', description: 'age in years', missing: 'own' };
const VALUES = [20, 30, 40, Number.POSITIVE_INFINITY];
const ROWS: TrainingRows = {
  fields: [FIELD],
  observations: 4,
  cells: new Map([['age', Float64Array.from(VALUES)]]),
  weight: new Float64Array(4).fill(1),
  positives: new Float64Array(4),
  randomSplit: new Uint8Array(4),
  timeSplit: new Uint8Array(4),
};
const EFFECTS = VALUES.map((cell, k) => ({ cell, effect: k / 10, low: k / 10 - 0.1, high: k / 10 + 0.1 }));

test('drawNumberField() has a curve with its interval, the distribution, and a point for a missing value', () => {
  const svg = drawNumberField(FIELD, ROWS, [
    { variant: 'bends', color: 'var(--c0)', effects: EFFECTS },
    { variant: 'plain', color: 'var(--c1)', effects: [] },
  ]);
  expect(svg).toContain('age: with bends, odds are highest at 40, and lowest at 20');
  expect(svg).toContain('The value is missing in 25.0 % of the rows. plain does not use this field.');
  expect(svg).toMatch(/fill="#2a78d6" aria-label="area"/);
  expect(svg).toMatch(/stroke="#2a78d6" [^>]*aria-label="line"/);
  expect(svg.match(/<circle /g)).toHaveLength(4);
  expect(svg).toContain('>missing</text>');
  expect(svg).not.toContain('Infinity');
  expect(svg).not.toContain('NaN');
  expect(svg).not.toContain('var(');
});

test('drawNumberField() without a variant that uses the field still shows the distribution', () => {
  const svg = drawNumberField(FIELD, ROWS, [{ variant: 'plain', color: 'var(--c1)', effects: [] }]);
  expect(svg).toContain('age, over its range');
  expect(svg).toContain('aria-label="rect"');
});
