import { expect, test } from 'vitest';
import { fieldEffects } from '../../../../../scripts/report/measures/field-effects.ts';
import type { Feature } from '../../../../../src/core/artifact.ts';
import { tQuantile } from '../../../../../src/core/t-quantile.ts';
import { FIELDS, ROWS } from './two-fields.ts';

test('fieldEffects() of a one-hot feature are its coefficients, centred by the frequency of the values', () => {
  const features: Feature[] = [{ type: 'one-hot', field: 'a', coefficients: [0, 1, 2] }];
  const found = fieldEffects({ intercept: 3, fields: FIELDS, features }, undefined, FIELDS[0]!, ROWS);
  const mean = (0 * 2 + 1 * 4 + 2 * 6) / 12;
  for (const [cell, { effect }] of found.entries()) expect(effect).toBeCloseTo(cell - mean, 12);
  expect(fieldEffects({ intercept: 3, fields: FIELDS, features }, undefined, FIELDS[1]!, ROWS)).toEqual([]);
});

test('fieldEffects() evaluates a value only on rows that have it', () => {
  const rows = {
    ...ROWS,
    weight: Float64Array.of(3, 1),
    cells: new Map([
      ['a', Uint16Array.of(0, 1)],
      ['b', Uint16Array.of(0, 1)],
    ]),
  };
  const features: Feature[] = [
    { type: 'cross', terms: [{ field: 'a' }, { field: 'b' }], cells: [0], coefficients: [4] },
  ];
  const found = fieldEffects({ intercept: 0, fields: FIELDS, features }, undefined, FIELDS[0]!, rows);
  expect(found).toEqual([
    { cell: 0, effect: 4 - 4 * 0.75 },
    { cell: 1, effect: 0 },
  ]);
});

test('fieldEffects() has intervals of posterior deviations of the centred effect, times the quantile of Student’s t', () => {
  const features: Feature[] = [{ type: 'one-hot', field: 'b', coefficients: [0, 0] }];
  const uncertainty = { draws: 2, file: '', missing: [0] };
  const draws = { count: 2, scales: Float32Array.of(1, 1, 1), steps: Int8Array.of(9, -9, 1, -1, -1, 1) };
  const found = fieldEffects({ intercept: 0, fields: FIELDS, features, uncertainty }, draws, FIELDS[1]!, ROWS);
  const reach = tQuantile(0.975, 2);
  expect(found.map(({ low, high }) => [low, high])).toEqual([
    [-reach, reach],
    [-reach, reach],
  ]);
});

test('fieldEffects() does not take a coefficient that the variant does not have for a certain 0', () => {
  const features: Feature[] = [{ type: 'cross', terms: [{ field: 'b' }], cells: [0], coefficients: [0] }];
  const uncertainty = { draws: 2, file: '', missing: [4] };
  const draws = { count: 2, scales: Float32Array.of(1, 1), steps: new Int8Array(4) };
  const found = fieldEffects({ intercept: 0, fields: FIELDS, features, uncertainty }, draws, FIELDS[1]!, ROWS);
  for (const { high } of found) expect(high).toBeCloseTo(tQuantile(0.975, 2), 12);
});
