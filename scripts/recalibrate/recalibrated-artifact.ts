import type { Artifact, Training } from '../../src/core/artifact.ts';
import { scoringDigest } from '../models/digest.ts';
import { scoreInputs } from '../training/artifact/examples.ts';

/** The intercept that training found, whatever has been added to it since. */
export function fittedIntercept({ intercept, training }: Artifact): number {
  return training.recalibration?.fittedIntercept ?? intercept;
}

/**
 * An artifact with its fitted intercept shifted, and the digest and examples that follow; without a recalibration, as
 * training wrote it. Earlier shifts are replaced, not added to.
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
    examples: scoreInputs({ ...artifact, intercept }, artifact.fields, inputs),
  };
  return { ...result, digest: scoringDigest(result) };
}
