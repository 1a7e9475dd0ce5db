import { expect, test } from 'vitest';
import { holm, verdicts } from '../../../../../scripts/training/figures/holm.ts';
import fixture from '../../../../oracle/intervals-fixture.json' with { type: 'json' };

test.each(fixture.holm)('holm($p) is that of statsmodels', ({ p, adjusted }) => {
  expect(holm(p).map((value, k) => Math.abs(value - adjusted[k]!) < 1e-12)).toEqual(p.map(() => true));
});

const compared = (difference: number, p: number, higherIsBetter = false, half = 0.01) => {
  const interval: [number, number] = [difference - half, difference + half];
  return { difference, interval, p, higherIsBetter };
};

test('verdicts() say better only where the interval excludes 0 and the adjusted probability is small', () => {
  expect(verdicts([compared(-0.02, 0.001), compared(0.02, 0.001), compared(0.02, 0.001, true)])).toEqual([
    'better',
    'worse',
    'better',
  ]);
  expect(verdicts([compared(-0.02, 0.03)])).toEqual(['better']);
  expect(verdicts([compared(-0.02, 0.03), compared(0, 1)])).toEqual(['no difference shown', 'no difference shown']);
  expect(verdicts([compared(-0.005, 0.001)])).toEqual(['no difference shown']);
});
