import { expect, test } from 'vitest';
import { normal, randomSource } from '../../../../scripts/maths/random.ts';
import { interceptShift } from '../../../../scripts/recalibrate/intercept-shift.ts';
import { shiftInterval } from '../../../../scripts/recalibrate/shift-interval.ts';
import { sigmoid } from '../../../../src/core/sigmoid.ts';
import { outcomes } from './outcomes.ts';

const DAYS = 30;
const ROWS = 40;

/** Outcomes of days that share a normal effect on their log-odds, at a drift of 0.3. */
function daily(effect: number, seed: number) {
  const random = randomSource(seed);
  const of = Uint32Array.from({ length: DAYS * ROWS }, (_, r) => Math.floor(r / ROWS));
  const effects = Array.from({ length: DAYS }, () => effect * normal(random));
  return {
    logit: new Float64Array(of.length).fill(-1),
    weight: new Float64Array(of.length).fill(1),
    positives: Float64Array.from(of, (day) => (random() < sigmoid(-0.7 + effects[day]!) ? 1 : 0)),
    clusters: { by: 'day', count: DAYS, of },
  };
}

function covered(effect: number, withClusters: boolean): number {
  const runs = 300;
  const inside = Array.from({ length: runs }, (_, seed) => {
    const { clusters, ...rows } = daily(effect, seed);
    const { shift } = interceptShift(rows);
    const [low, high] = shiftInterval(rows, shift, withClusters ? clusters : undefined);
    return low <= 0.3 && 0.3 <= high;
  });
  return inside.filter(Boolean).length / runs;
}

test('with effects of days, the interval by day contains the drift 95 times in 100, and the independent one does not', () => {
  expect(covered(0.5, true)).toBeGreaterThan(0.91);
  expect(covered(0.5, false)).toBeLessThan(0.8);
});

test('without clusters, the interval is 1.96 deviations of the posterior on either side', () => {
  const rows = outcomes(500, 0.5, 3);
  const { shift, deviation } = interceptShift(rows);
  const [low, high] = shiftInterval(rows, shift);
  expect(high - shift).toBeCloseTo(1.96 * deviation, 12);
  expect(shift - low).toBeCloseTo(1.96 * deviation, 12);
});

test('clusters never make an interval narrower, even if their residuals cancel out', () => {
  const rows = { logit: new Float64Array(40), weight: new Float64Array(40).fill(1), positives: new Float64Array(40) };
  for (let r = 0; r < 40; r += 2) rows.positives[r] = 1;
  const of = Uint32Array.from({ length: 40 }, (_, r) => Math.floor(r / 2));
  const [low, high] = shiftInterval(rows, 0, { count: 20, of });
  const [lowAlone, highAlone] = shiftInterval(rows, 0);
  expect(high - low).toBeGreaterThan(highAlone - lowAlone);
});
