import type { Artifact } from './core/artifact.ts';
import { compileEncoder, encodeRow, type Issue } from './core/encode.ts';
import { compileScorer, logit, prediction } from './core/score.ts';

export type { Artifact } from './core/artifact.ts';
export type { Issue } from './core/encode.ts';

/** A row that a model refuses, with everything that is wrong with it. */
export class RefusedRow extends RangeError {
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(issues.map(({ detail }) => detail).join('; '));
    this.name = 'RefusedRow';
    this.issues = issues;
  }
}

/** The answer to a row. */
export interface Scored {
  /** Probabilities of the negative and the positive class, as the service answers them. */
  prediction: [negative: number, positive: number];
  /** Log-odds of the positive class. */
  logit: number;
  /** What counted in place of values that the model does not know. */
  warnings: readonly Issue[];
}

/** A model that answers where it is: in a browser, in another Worker, in Node. */
export interface Model {
  artifact: Artifact;
  /** @throws {RefusedRow} naming every field that is wrong */
  score(row: object): Scored;
}

/**
 * Prepares a model file, `models/<model>/<variant>.json`, to answer rows to the bit as the service does. The file must
 * come from training: its schema is not checked again.
 */
export function compileModel(artifact: Artifact): Model {
  const encoder = compileEncoder(artifact.fields);
  const scorer = compileScorer(artifact);
  const cells = new Float64Array(artifact.fields.length);
  return {
    artifact,
    score(row) {
      const { errors, warnings } = encodeRow(encoder, row, cells);
      if (errors.length > 0) throw new RefusedRow(errors);
      const scored = logit(scorer, cells);
      return { prediction: prediction(scored), logit: scored, warnings };
    },
  };
}
