import { normal, randomSource } from '../../../../scripts/maths/random.ts';
import type { Outcomes } from '../../../../scripts/recalibrate/intercept-shift.ts';
import { sigmoid } from '../../../../src/core/sigmoid.ts';

/** Outcomes of a model whose log-odds are all off by `drift`. */
export function outcomes(count: number, drift: number, seed: number): Outcomes {
  const random = randomSource(seed);
  const logit = Float64Array.from({ length: count }, () => normal(random) - 1.5);
  const positives = logit.map((z) => (random() < sigmoid(z + drift) ? 1 : 0));
  return { logit, positives, weight: new Float64Array(count).fill(1) };
}
