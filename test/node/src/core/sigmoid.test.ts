import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sigmoid } from '../../../../src/core/sigmoid.ts';
import oracle from '../../../oracle/sigmoid-fixture.json' with { type: 'json' };

test('sigmoid(logit) is 1 / (1 + e^−logit) of forty-digit arithmetic to 1e-15 of its value', () => {
  for (const [logit, probability] of oracle) {
    expect(Math.abs(sigmoid(logit!) / probability! - 1), `sigmoid(${logit})`).toBeLessThan(1e-15);
  }
});

test('sigmoid(logit) agrees with Math.exp to 1e-15', () => {
  for (let logit = -36; logit <= 36; logit += 1 / 1024) {
    expect(Math.abs(sigmoid(logit) - 1 / (1 + Math.exp(-logit)))).toBeLessThan(1e-15);
  }
});

test('sigmoid(logit) lies inside (0, 1) for any number, infinite ones too', () => {
  for (const logit of [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.MAX_VALUE,
    -Number.MAX_VALUE,
    -0,
    5e-324,
  ]) {
    expect(sigmoid(logit)).toBeGreaterThan(0);
    expect(sigmoid(logit)).toBeLessThan(1);
  }
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (logit) => {
      expect(sigmoid(logit)).toBeGreaterThan(0);
      expect(sigmoid(logit)).toBeLessThan(1);
    }),
  );
});

test('sigmoid(logit) + sigmoid(−logit) is 1 to 1e-15', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -50, max: 50 }), (logit) => {
      expect(Math.abs(sigmoid(logit) + sigmoid(-logit) - 1)).toBeLessThanOrEqual(1e-15);
    }),
  );
});

test('sigmoid(logit) rises with the logit, from ½ at 0', () => {
  expect(sigmoid(0)).toBe(0.5);
  for (let logit = -40; logit < 40; logit += 1 / 64) {
    expect(sigmoid(logit + 1 / 64)).toBeGreaterThanOrEqual(sigmoid(logit));
  }
});

test('sigmoid(NaN) is NaN, never a probability', () => {
  expect(sigmoid(Number.NaN)).toBeNaN();
});
