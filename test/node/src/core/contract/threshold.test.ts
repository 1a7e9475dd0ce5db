import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scored } from '../../../../../scripts/training/figures/metrics.ts';
import { thresholdCurve } from '../../../../../scripts/training/figures/threshold-curve.ts';
import type { Evaluation } from '../../../../../src/core/artifact.ts';
import { answeredEvaluation } from '../../../../../src/core/contract/answered-evaluation.ts';
import { findThreshold } from '../../../../../src/core/contract/threshold.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';

const row = fc.tuple(fc.double({ min: -6, max: 6, noNaN: true }), fc.integer({ min: 1, max: 5 }), fc.nat(5));

/** Rows that rounding cannot move over a threshold when both are shifted. */
const clearRow = row.filter(([logit]) =>
  Array.from({ length: 99 }, (_, k) => Math.log((k + 1) / (99 - k))).every(
    (threshold) => logit === threshold || Math.abs(logit - threshold) > 1e-12,
  ),
);

test('after recalibration, the figures of a threshold are those counted on the shifted answers', () => {
  fc.assert(
    fc.property(
      fc.array(clearRow, { minLength: 1, maxLength: 50 }),
      fc.double({ min: -2, max: 2, noNaN: true }),
      (rows, s) => {
        const counts = rows.map(([, weight, positive]) => ({ weight, positives: Math.min(weight, positive) }));
        fc.pre(counts.some(({ positives }) => positives > 0));
        const [logit, weight, positives] = [
          Float64Array.from(rows, ([logit]) => logit),
          Float64Array.from(counts, ({ weight }) => weight),
          Float64Array.from(counts, ({ positives }) => positives),
        ];
        const curve = thresholdCurve(scored(logit, weight, positives));
        const training = { recalibration: { fittedIntercept: -1, shift: s, rows: 9, positives: 1 } };
        const evaluation = [{ split: 'random', curve }] as unknown as Evaluation[];
        const model = { intercept: -1 + s, training, thresholds: {}, evaluation };
        const shift = model.intercept + 1;
        for (const [at] of answeredEvaluation(model)[0]!.curve.slice(1)) {
          const called = Array.from(logit, (z) => (sigmoid(z + shift) >= at ? 1 : 0));
          const up = called.reduce<number>((sum, one, r) => sum + one * positives[r]!, 0);
          const all = called.reduce<number>((sum, one, r) => sum + one * weight[r]!, 0);
          const precision = all > 0 ? up / all : null;
          const recall = up / positives.reduce((sum, one) => sum + one, 0);
          expect(findThreshold(model, String(at))?.measured).toEqual([{ split: 'random', at, precision, recall }]);
        }
      },
    ),
  );
});

test('answeredEvaluation() leaves the evaluation of a model that was not recalibrated', () => {
  expect(answeredEvaluation({ ...TRAINED, evaluation })).toBe(evaluation);
});

const TRAINED = { intercept: -1, training: {} };
const evaluation = [
  {
    split: 'random',
    curve: [
      [0, 10, 90],
      [0.01, 10, 80],
      [0.02, 8, 2],
      [0.03, 0, 0],
    ],
  },
] as unknown as Evaluation[];

test('findThreshold() reads precision and recall at the hundredth at or below the threshold', () => {
  const model = { ...TRAINED, thresholds: { warn: 0.025 }, evaluation };
  const measured = [{ split: 'random', at: 0.02, precision: 0.8, recall: 0.8 }];
  expect(findThreshold(model, 'warn')).toEqual({ value: 0.025, name: 'warn', measured });
  expect(findThreshold(model, '0.02')).toEqual({ value: 0.02, measured });
  expect(findThreshold(model, '0.9')?.measured).toEqual([{ split: 'random', at: 0.03, precision: null, recall: 0 }]);
});

test('findThreshold() takes numbers between 0 and 1 in the usual notations, and nothing else', () => {
  const model = { ...TRAINED, thresholds: {}, evaluation: [] };
  for (const text of ['.5', '0.5', '5e-1', '1.5e-7']) expect(findThreshold(model, text)?.value).toBe(Number(text));
  for (const text of ['', '0', '1', '1.0', '-0.5', '+0.5', ' 0.5', '0x1', 'NaN', 'Infinity', '__proto__']) {
    expect(findThreshold(model, text)).toBeUndefined();
  }
});
