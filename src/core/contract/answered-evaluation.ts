import type { Artifact, Evaluation } from '../artifact.ts';
import { sigmoid } from '../sigmoid.ts';

/** The parts of an artifact that its evaluation depends on. */
export interface Evaluated extends Pick<Artifact, 'intercept' | 'evaluation'> {
  training: Pick<Artifact['training'], 'recalibration'>;
}

/**
 * The evaluation of an artifact, in terms of the probabilities that it answers now. If recalibration shifted the
 * intercept since the figures were measured, the thresholds of the curves shift as well; their counts stay.
 */
export function answeredEvaluation({ intercept, training, evaluation }: Evaluated): Evaluation[] {
  const shift = intercept - (training.recalibration?.fittedIntercept ?? intercept);
  if (shift === 0) return evaluation;
  return evaluation.map((one) => {
    return { ...one, curve: one.curve.map(([at, ...counts]) => [shifted(at, shift), ...counts]) };
  });
}

/** A probability with its log-odds shifted. The threshold 0, which every row reaches, stays. */
function shifted(probability: number, shift: number): number {
  return probability === 0 ? 0 : sigmoid(Math.log(probability / (1 - probability)) + shift);
}
