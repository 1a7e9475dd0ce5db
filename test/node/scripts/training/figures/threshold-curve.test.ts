import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scored } from '../../../../../scripts/training/figures/metrics.ts';
import { thresholdCurve } from '../../../../../scripts/training/figures/threshold-curve.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';

const row = fc.tuple(fc.double({ min: -6, max: 6, noNaN: true }), fc.integer({ min: 1, max: 5 }), fc.nat(5));

test('thresholdCurve() counts at every hundredth what a count over all rows gives', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 50 }), (rows) => {
      const logit = rows.map(([logit]) => logit);
      const weight = rows.map(([, weight]) => weight);
      const positives = rows.map(([, weight, positive]) => Math.min(weight, positive));
      const set = scored(Float64Array.from(logit), Float64Array.from(weight), Float64Array.from(positives));
      const curve = thresholdCurve(set);
      expect(curve.map(([threshold]) => threshold)).toEqual(Array.from({ length: 100 }, (_, step) => step / 100));
      for (const [threshold, truePositives, falsePositives] of curve) {
        const reached = logit.map((value) => sigmoid(value) >= threshold);
        const sum = (counts: number[]) => counts.reduce((sum, count, r) => sum + (reached[r] ? count : 0), 0);
        expect(truePositives).toBe(sum(positives));
        expect(falsePositives).toBe(sum(weight) - sum(positives));
      }
    }),
  );
});
