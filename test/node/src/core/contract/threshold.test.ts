import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDefinition } from '../../../../../scripts/models/read-model.ts';
import { referenceOf } from '../../../../../scripts/training/artifact/reference.ts';
import { scored } from '../../../../../scripts/training/figures/metrics.ts';
import { thresholdCurve } from '../../../../../scripts/training/figures/threshold-curve.ts';
import type { TrainingRows } from '../../../../../scripts/training/rows/rows.ts';
import type { Evaluation } from '../../../../../src/core/artifact.ts';
import { answeredEvaluation } from '../../../../../src/core/contract/answered-evaluation.ts';
import { findThreshold } from '../../../../../src/core/contract/threshold.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';

const row = fc.tuple(fc.double({ min: -6, max: 6, noNaN: true }), fc.integer({ min: 1, max: 5 }), fc.nat(5));

test('thresholdCurve() counts, for every hundredth, what a count over all rows gives', () => {
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

test('answeredEvaluation() of an artifact as trained is its evaluation', () => {
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

test('findThreshold() takes numbers between 0 and 1 as people and programs write them, and nothing else', () => {
  const model = { ...TRAINED, thresholds: {}, evaluation: [] };
  for (const text of ['.5', '0.5', '5e-1', '1.5e-7']) expect(findThreshold(model, text)?.value).toBe(Number(text));
  for (const text of ['', '0', '1', '1.0', '-0.5', '+0.5', ' 0.5', '0x1', 'NaN', 'Infinity', '__proto__']) {
    expect(findThreshold(model, text)).toBeUndefined();
  }
});

test('a threshold by cost is where acting and not acting cost the same', () => {
  const definition = (thresholds: object) =>
    JSON.stringify({
      title: 'Late?',
      data: 'data.csv',
      classes: ['no', 'yes'],
      fields: [{ name: 'hour', type: 'integer', changeable: true }],
      variants: { plain: { features: [{ type: 'one-hot', field: 'hour' }] } },
      thresholds,
    });
  const { thresholds } = parseDefinition(definition({ warn: { miss: 4, falseAlarm: 1 }, sure: 0.9 }), 'model.json');
  expect(thresholds).toEqual({ warn: 0.2, sure: 0.9 });
  expect(0.2 * 4).toBeCloseTo((1 - 0.2) * 1, 12);
  for (const wrong of [0, 1, { miss: 0, falseAlarm: 1 }, { miss: 1 }]) {
    expect(() => parseDefinition(definition({ warn: wrong }), 'model.json')).toThrow(/^model\.json: thresholds\.warn/);
  }
});

test('referenceOf() is the mean of the log-odds of each feature, by weight', () => {
  const rows = {
    fields: [{ name: 'hour', type: 'integer', description: '', minimum: 0, maximum: 1 }],
    cells: new Map([['hour', Uint32Array.of(0, 1)]]),
    weight: Float64Array.of(3, 1),
  } as unknown as TrainingRows;
  const features = [
    { type: 'one-hot' as const, field: 'hour', coefficients: [1, 5] },
    { type: 'cross' as const, terms: [{ field: 'hour' }], cells: [1], coefficients: [-2] },
  ];
  expect(referenceOf({ features }, rows)).toEqual([2, -0.5]);
});
