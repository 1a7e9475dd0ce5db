import type { Artifact } from '../../src/core/artifact.ts';
import { compileEncoder, encodeRow, type Issue } from '../../src/core/encode.ts';
import { compileExplainer, type Explanation, explain } from '../../src/core/explain.ts';
import { compileIntervals, type Draws, interval } from '../../src/core/interval.ts';
import { compileScorer, logit } from '../../src/core/score.ts';
import { Failure } from '../cli/command.ts';

/** What answers say beyond the probability. */
export interface Details {
  /** The level of the interval, such as 0.9. */
  level?: number | undefined;
  explain?: boolean | undefined;
}

export interface RowAnswer {
  logit: number;
  warnings: readonly Issue[];
  interval?: [low: number, high: number];
  explanation?: Explanation;
}

/** Answers a row as the service does; a row that it would refuse by everything that is wrong with it. */
export type AnswerRow = (row: object) => RowAnswer | { errors: readonly Issue[] };

/**
 * Prepares the answers of a variant.
 * @throws {Failure} when it has no intervals, or no explanations, but details ask for them
 */
export function compileAnswers(artifact: Artifact, draws: Draws | undefined, details: Details): AnswerRow {
  const { model, variant, fields, averageLogOdds } = artifact;
  const encoder = compileEncoder(fields);
  const scorer = compileScorer(artifact);
  const { level } = details;
  if (level !== undefined && draws === undefined) {
    throw new Failure(`${model}/${variant} has no intervals: train it with learned shrinkage, or leave out --interval`);
  }
  if (details.explain && averageLogOdds === undefined) {
    throw new Failure(`${model}/${variant} has no explanations: train it again, or leave out --explain`);
  }
  const intervals = level !== undefined && draws ? compileIntervals(artifact, draws) : undefined;
  const explainer = details.explain && averageLogOdds ? compileExplainer(artifact, averageLogOdds, scorer) : undefined;
  const cells = new Float64Array(fields.length);
  return (row) => {
    const { errors, warnings } = encodeRow(encoder, row, cells);
    if (errors.length > 0) return { errors };
    const scored = logit(scorer, cells);
    return {
      logit: scored,
      warnings,
      ...(intervals && level !== undefined && { interval: interval(intervals, cells, scored, level) }),
      ...(explainer && { explanation: explain(explainer, fields, cells, scored) }),
    };
  };
}
