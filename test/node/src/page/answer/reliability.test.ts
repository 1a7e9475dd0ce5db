import { expect, test } from 'vitest';
import { reliability } from '../../../../../src/page/answer/reliability.ts';
import { CURVE } from './curve.ts';

test('reliability(curve) compares predicted with observed shares, range by range, and loses no row', () => {
  const bins = reliability(CURVE, 2);
  expect(bins.map(({ rows, observed }) => [rows, observed])).toEqual([[10, 0.5]]);
  const finer = reliability(CURVE, 10);
  expect(finer.map(({ rows }) => rows)).toEqual([4, 6]);
  expect(finer[0]).toMatchObject({ from: 0, to: 0.01, observed: 0.25 });
  expect(finer[1]!.observed).toBeCloseTo(4 / 6, 12);
  expect(finer[1]!.predicted).toBeCloseTo(0.505, 12);
});
