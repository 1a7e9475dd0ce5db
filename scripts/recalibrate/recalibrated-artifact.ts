import type { Artifact, Training } from '../../src/core/artifact.ts';
import { scoringDigest } from '../models/digest.ts';
import { scoreInputs } from '../training/artifact/examples.ts';

/** The intercept that training found, without any later shift. */
export function fittedIntercept({ intercept, training }: Artifact): number {
  return training.recalibration?.fittedIntercept ?? intercept;
}

/**
 * An artifact with a shift of its fitted intercept, and the digest and examples that follow from it; without a
 * recalibration, the artifact as training wrote it. A shift replaces any earlier one.
 */
export function recalibratedArtifact(
  artifact: Artifact,
  recalibration?: Omit<NonNullable<Training['recalibration']>, 'fittedIntercept'>,
): Artifact {
  const fitted = fittedIntercept(artifact);
  const { recalibration: _, ...training } = artifact.training;
  const intercept = recalibration ? Number((fitted + recalibration.shift).toFixed(12)) : fitted;
  const inputs = artifact.examples.map(({ input }) => input);
  const result = {
    ...artifact,
    intercept,
    training: recalibration ? { ...training, recalibration: { fittedIntercept: fitted, ...recalibration } } : training,
    examples: scoreInputs({ ...artifact, intercept }, inputs),
  };
  return { ...result, digest: scoringDigest(result) };
}
