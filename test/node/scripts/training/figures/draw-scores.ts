import { randomSource } from '../../../../../scripts/maths/random.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';

/** Groups with logits, some of them wrong. */
export function drawScores(groups: number, seed: number) {
  const random = randomSource(seed);
  const logit = Float64Array.from({ length: groups }, () => Math.round(20 * (random() - 0.5)) / 4);
  const weight = Float64Array.from({ length: groups }, () => 1 + Math.floor(5 * random()));
  const positives = weight.map((count, g) => Math.round(count * (random() < 0.1 ? random() : sigmoid(logit[g]!))));
  return { logit, weight, positives };
}
