import { expect, test } from 'vitest';
import type { Feature, Field } from '../../../../src/core/artifact.ts';
import { compileIntervals, interval, parseDraws } from '../../../../src/core/interval.ts';
import { sigmoid } from '../../../../src/core/sigmoid.ts';
import { tQuantile } from '../../../../src/core/t-quantile.ts';

const category = { type: 'category', description: '', unknown: 'reject', match: 'exact' } as const;
const FIELDS: Field[] = [
  { ...category, name: 'a', vocabulary: ['a0', 'a1'] },
  { ...category, name: 'b', vocabulary: ['b0', 'b1'] },
];

test('a combination without a coefficient has the prior variance of its feature', () => {
  const features: Feature[] = [
    { type: 'cross', terms: [{ field: 'a' }, { field: 'b' }], cells: [0], coefficients: [0.5] },
  ];
  const draws = { count: 16, scales: new Float32Array(2), steps: new Int8Array(32) };
  const compiled = compileIntervals({ fields: FIELDS, features, uncertainty: { missing: [0.25] } }, draws);
  expect(interval(compiled, Float64Array.of(0, 0), 0, 0.9)).toEqual([0.5, 0.5]);
  const [low, high] = interval(compiled, Float64Array.of(0, 1), 0, 0.9);
  expect(high).toBeCloseTo(sigmoid(tQuantile(0.95, 16) / 2), 12);
  expect(low).toBeCloseTo(1 - high, 12);
});

test('parseDraws() refuses a file of the wrong length', () => {
  const features: Feature[] = [{ type: 'one-hot', field: 'a', coefficients: [1, 2] }];
  expect(() => parseDraws(new ArrayBuffer(3), features)).toThrow(/3 bytes/);
  expect(() => parseDraws(new ArrayBuffer(100), features)).toThrow(RangeError);
});
