import { expect, test } from 'vitest';
import { normal, randomSource } from '../../../../scripts/maths/random.ts';
import {
  interceptShift,
  type Outcomes,
  PRIOR_DEVIATION,
  periodsOf,
  recalibrateInOrder,
} from '../../../../scripts/recalibrate/intercept-shift.ts';
import { sigmoid } from '../../../../src/core/sigmoid.ts';

/** Outcomes of a model whose log-odds are all off by `drift`. */
function outcomes(count: number, drift: number, seed: number): Outcomes {
  const random = randomSource(seed);
  const logit = Float64Array.from({ length: count }, () => normal(random) - 1.5);
  const positives = logit.map((z) => (random() < sigmoid(z + drift) ? 1 : 0));
  return { logit, positives, weight: new Float64Array(count).fill(1) };
}

test('interceptShift() finds a drift of the log-odds from many outcomes, within three of its deviations', () => {
  for (const drift of [-0.7, 0, 0.4, 2]) {
    const { shift, deviation } = interceptShift(outcomes(20_000, drift, 5));
    expect(Math.abs(shift - drift)).toBeLessThan(3 * deviation);
  }
});

test('interceptShift() is where the slope of likelihood and prior is 0', () => {
  const found = outcomes(300, 0.5, 6);
  const { shift } = interceptShift(found);
  const gap = found.logit.reduce((sum, z, r) => sum + found.positives[r]! - sigmoid(z + shift), 0);
  expect(gap).toBeCloseTo(shift / PRIOR_DEVIATION ** 2, 8);
});

test('interceptShift() of few outcomes is small, and of none 0', () => {
  const five = {
    logit: new Float64Array(5).fill(-1.5),
    weight: new Float64Array(5).fill(1),
    positives: new Float64Array(5).fill(1),
  };
  expect(interceptShift(five).shift).toBeGreaterThan(0);
  expect(interceptShift(five).shift).toBeLessThan(0.85);
  const none = { logit: new Float64Array(), weight: new Float64Array(), positives: new Float64Array() };
  expect(interceptShift(none)).toEqual({ shift: 0, deviation: PRIOR_DEVIATION });
});

test('interceptShift() counts a group of weight w as w rows', () => {
  const grouped = { logit: Float64Array.of(-1), weight: Float64Array.of(4), positives: Float64Array.of(3) };
  const single = {
    logit: new Float64Array(4).fill(-1),
    weight: new Float64Array(4).fill(1),
    positives: Float64Array.of(1, 1, 0, 1),
  };
  expect(interceptShift(grouped).shift).toBeCloseTo(interceptShift(single).shift, 12);
});

test('recalibrateInOrder() answers a period from the periods before it alone', () => {
  const periods = Array.from({ length: 4 }, (_, t) => outcomes(200, 0.5, t));
  const { periods: found } = recalibrateInOrder(periods);
  expect(found[0]!.shift).toBe(0);
  const changed = [...periods.slice(0, 3), outcomes(200, 3, 9)];
  expect(recalibrateInOrder(changed).periods.map(({ shift }) => shift)).toEqual(found.map(({ shift }) => shift));
});

test('recalibrateInOrder() after a lasting drift brings answers back to the observed rate and lowers log loss', () => {
  const periods = Array.from({ length: 10 }, (_, t) => outcomes(2000, 0.8, t));
  const { periods: found, plain, shifted } = recalibrateInOrder(periods);
  const gap = ({ observed }: { observed: number }, answer: number) => Math.abs(observed - answer);
  for (const period of found.slice(1)) expect(gap(period, period.shifted)).toBeLessThan(gap(period, period.plain) / 2);
  expect(shifted.logLoss).toBeLessThan(plain.logLoss);
  expect(shifted.calibrationError).toBeLessThan(plain.calibrationError / 2);
});

test('recalibrateInOrder() without a drift costs next to nothing', () => {
  const { plain, shifted } = recalibrateInOrder(Array.from({ length: 10 }, (_, t) => outcomes(500, 0, t + 20)));
  expect(shifted.logLoss - plain.logLoss).toBeLessThan(0.001);
});

test('recalibrateInOrder() with a short window follows a slow drift more closely than with all of the past', () => {
  const periods = Array.from({ length: 20 }, (_, t) => outcomes(1000, t / 10, t));
  expect(recalibrateInOrder(periods, 2).shifted.logLoss).toBeLessThan(recalibrateInOrder(periods).shifted.logLoss);
});

test('periodsOf(outcomes, keys, size) puts `size` successive steps of time into a period, whatever the order of rows', () => {
  const rows = {
    logit: Float64Array.of(1, 2, 3, 4),
    weight: Float64Array.of(1, 1, 1, 1),
    positives: Float64Array.of(0, 1, 0, 1),
  };
  const periods = periodsOf(rows, Float64Array.of(1130, 1101, 1201, 1101), 2);
  expect(periods.map(({ logit }) => [...logit])).toEqual([[1, 2, 4], [3]]);
});
