import { expect, test } from 'vitest';
import { periodsOf, recalibrateInOrder } from '../../../../scripts/recalibrate/recalibrate-in-order.ts';
import { outcomes } from './outcomes.ts';

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
