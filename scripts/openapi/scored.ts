import type { Artifact } from '../../src/core/artifact.ts';
import { compileContract, encodeRow } from '../../src/core/encode.ts';
import { compileScorer, logit, prediction } from '../../src/core/score.ts';

/** What a variant answers to rows that work, as the service does. */
export function scored(artifact: Artifact, rows: readonly object[]): [number, number][] {
  const contract = compileContract(artifact.fields);
  const scorer = compileScorer(artifact);
  const cells = new Float64Array(artifact.fields.length);
  return rows.map((row) => {
    encodeRow(contract, row, cells);
    return prediction(logit(scorer, cells));
  });
}
