import { answerInput } from '../../src/core/answer-input.ts';
import type { Artifact } from '../../src/core/artifact.ts';
import { compileEncoder } from '../../src/core/encode.ts';
import { compileScorer } from '../../src/core/score.ts';
import type { Answered } from './ask-week.ts';

/** Rows that were answered, as an artifact answers them. */
export function answeredBy(artifact: Artifact, rows: readonly Answered[]): Answered[] {
  const encoder = compileEncoder(artifact.fields);
  const scorer = compileScorer(artifact);
  return rows.map((row) => ({ ...row, probability: answerInput(encoder, scorer, row.input).probability }));
}
