import type { Artifact, Evaluation } from '../artifact.ts';
import { sigmoid } from '../sigmoid.ts';

/** What of an artifact decides how its evaluation reads. */
export interface Evaluated extends Pick<Artifact, 'intercept' | 'evaluation'> {
  training: Pick<Artifact['training'], 'recalibration'>;
}

/**
 * The evaluation of an artifact in terms of what it answers: figures were measured with the intercept that training
 * found, so where recalibration has shifted it since, the thresholds of the curves are shifted with the answers. What is
 * counted at each of them stays the same.
 */
export function answeredEvaluation({ intercept, training, evaluation }: Evaluated): Evaluation[] {
  const shift = intercept - (training.recalibration?.fittedIntercept ?? intercept);
  if (shift === 0) return evaluation;
  return evaluation.map(
    (one): Evaluation => ({
      ...one,
      curve: one.curve.map(([at, ...counts]) => [shifted(at, shift), ...counts]),
    }),
  );
}

/** A probability whose log-odds are moved; 0, from which on every row is counted, stays. */
function shifted(probability: number, shift: number): number {
  return probability === 0 ? 0 : sigmoid(Math.log(probability / (1 - probability)) + shift);
}
