import type { Artifact } from '../../src/core/artifact.ts';
import { compileEncoder, encodeRow, type Issue, type RowEncoder } from '../../src/core/encode.ts';
import { encodeValues } from '../../src/core/encode-values.ts';
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
  interval?: [low: number, high: number];
  explanation?: Explanation;
}

/** Answers rows as the service does. */
export interface Answers {
  /** The answer to a row, or everything that is wrong with it. */
  toRow(row: object): (RowAnswer & { warnings: readonly Issue[] }) | { errors: readonly Issue[] };
  /** The answer to a row that has a value per field, in their order; undefined if it is refused. */
  toValues(values: readonly unknown[]): RowAnswer | undefined;
}

/**
 * Prepares the answers of a variant.
 * @throws {Failure} when it has no intervals, or no explanations, but details ask for them
 */
export function compileAnswers(artifact: Artifact, draws: Draws | undefined, details: Details): Answers {
  const { model, variant, fields, averageLogOdds } = artifact;
  const { level } = details;
  if (level !== undefined && draws === undefined) {
    throw new Failure(`${model}/${variant} has no intervals: train it with learned shrinkage, or leave out --interval`);
  }
  if (details.explain && averageLogOdds === undefined) {
    throw new Failure(`${model}/${variant} has no explanations: train it again, or leave out --explain`);
  }
  const encoder = rememberReasons(compileEncoder(fields));
  const scorer = compileScorer(artifact);
  const intervals = level !== undefined && draws ? compileIntervals(artifact, draws) : undefined;
  const explainer = details.explain && averageLogOdds ? compileExplainer(artifact, averageLogOdds, scorer) : undefined;
  const cells = new Float64Array(fields.length);

  function answer(): RowAnswer {
    const scored = logit(scorer, cells);
    return {
      logit: scored,
      ...(intervals && level !== undefined && { interval: interval(intervals, cells, scored, level) }),
      ...(explainer && { explanation: explain(explainer, fields, cells, scored) }),
    };
  }

  return {
    toRow(row) {
      const { errors, warnings } = encodeRow(encoder, row, cells);
      return errors.length > 0 ? { errors } : { ...answer(), warnings };
    },
    toValues: (values) => (Number.isNaN(encodeValues(encoder, values, cells)) ? undefined : answer()),
  };
}

/** How many reasons of a field are remembered. */
const MOST_REASONS = 10_000;

/** An encoder that remembers what it said about values: rows of a file repeat them, and to find the nearest categories takes long. */
function rememberReasons({ fields }: RowEncoder): RowEncoder {
  return {
    fields: fields.map((field) => ({
      ...field,
      refusal: remember(field.refusal),
      substitution: remember(field.substitution),
    })),
  };
}

function remember(reasonOf: (value: unknown) => string): (value: unknown) => string {
  const known = new Map<unknown, string>();
  return (value) => {
    const reason = known.get(value) ?? reasonOf(value);
    if (known.size >= MOST_REASONS) known.clear();
    known.set(value, reason);
    return reason;
  };
}
