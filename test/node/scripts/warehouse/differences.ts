import { answerInput } from '../../../../src/core/answer-input.ts';
import type { Artifact, Example } from '../../../../src/core/artifact.ts';
import { compileEncoder } from '../../../../src/core/encode.ts';
import { compileScorer } from '../../../../src/core/score.ts';

/** The largest difference between the probabilities of two artifacts. */
export function largestDifference(one: Artifact, other: Artifact, inputs: readonly Example['input'][]): number {
  const [first, second] = [one, other].map((artifact) => {
    const [encoder, scorer] = [compileEncoder(artifact.fields), compileScorer(artifact)];
    return inputs.map((input) => answerInput(encoder, scorer, input).probability);
  });
  return Math.max(...first!.map((probability, k) => Math.abs(probability - second![k]!)));
}
