import { normal, randomSource } from '../../../../../scripts/maths/random.ts';
import { scored } from '../../../../../scripts/training/figures/metrics.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';

/** Outcomes that follow their probabilities, by answer. */
export function calibrated(count: number, seed: number) {
  const { logits, weight, positives } = calibratedRows(count, seed);
  return scored(logits, weight, positives);
}

/** Answers, and outcomes that follow them. */
export function calibratedRows(count: number, seed: number) {
  const random = randomSource(seed);
  const logits = Float64Array.from({ length: count }, () => normal(random) - 1);
  const positives = logits.map((z) => (random() < sigmoid(z) ? 1 : 0));
  return { logits, weight: new Float64Array(count).fill(1), positives };
}
