import { answerInput } from '../../src/core/answer-input.ts';
import type { Artifact } from '../../src/core/artifact.ts';
import { compileEncoder } from '../../src/core/encode.ts';
import { compileScorer, prediction } from '../../src/core/score.ts';

/** The probabilities of both classes that the service answers to rows, one pair per row. */
export function scored(artifact: Artifact, rows: readonly object[]): [number, number][] {
  const encoder = compileEncoder(artifact.fields);
  const scorer = compileScorer(artifact);
  return rows.map((row) => prediction(answerInput(encoder, scorer, row).logit));
}
