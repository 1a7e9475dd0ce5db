import { normal, randomSource } from '../../../../../scripts/maths/random.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';

/** Outcomes of known logits, and a second opinion that is off by some noise. */
export function outcomes(count: number, seed: number, noise: number) {
  const random = randomSource(seed);
  const truth = Float64Array.from({ length: count }, () => normal(random) - 1);
  const positives = truth.map((z) => (random() < sigmoid(z) ? 1 : 0));
  return {
    truth,
    noisy: truth.map((z) => z + noise * normal(random)),
    positives,
    weight: new Float64Array(count).fill(1),
  };
}
