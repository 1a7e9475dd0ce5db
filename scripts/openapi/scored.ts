import type { Artifact } from '../../src/core/artifact.ts';
import { compileEncoder, encodeRow } from '../../src/core/encode.ts';
import { compileScorer, logit, prediction } from '../../src/core/score.ts';

/** What a variant answers to rows that work, as the service does. */
export function scored(artifact: Artifact, rows: readonly object[]): [number, number][] {
  const encoder = compileEncoder(artifact.fields);
  const scorer = compileScorer(artifact);
  const cells = new Float64Array(artifact.fields.length);
  return rows.map((row) => {
    encodeRow(encoder, row, cells);
    return prediction(logit(scorer, cells));
  });
}
