import type { Evaluation } from '../../src/core/artifact.ts';
import type { VariantDefinition } from '../models/definition.ts';
import { baseRateScores, type Independent, independentIntervals, measure } from './evaluate-variant.ts';
import { type FitJob, runFitJobs } from './fit-job.ts';
import type { Cut } from './rows/rolling-cuts.ts';
import type { TrainingRows } from './rows/rows.ts';
import type { Split } from './rows/splits.ts';

/** The figures of a variant on the rows that a split, or one cut in time, holds out. */
export interface EvaluatedVariant {
  variant: string;
  /** The window that is held out, or `pooled` for the windows of all cuts. */
  cut?: string;
  evaluation: Evaluation;
  /** If asked for. */
  independent?: Independent;
}

export interface EvaluateOptions {
  seed: number;
  /** Also measure intervals as if rows were independent. */
  withIndependent?: boolean | undefined;
}

type NamedVariants = readonly (readonly [name: string, variant: VariantDefinition])[];

interface Part {
  rows: TrainingRows;
  split: Split;
  cut?: string;
}

/** An evaluated variant, and its logits of the held-out rows. */
interface Answered extends EvaluatedVariant {
  logits: Float64Array;
}

/** The figures of variants on splits, fitted side by side: split by split, first the base rate, then the variants. */
export async function evaluateAll(
  model: string,
  variants: NamedVariants,
  splits: readonly Split[],
  rows: TrainingRows,
  options: EvaluateOptions,
): Promise<EvaluatedVariant[]> {
  const parts = splits.map((split) => ({ rows, split }));
  return (await answerParts(model, variants, parts, options)).flat().map(withoutLogits);
}

/**
 * The figures of variants on rolling cuts: cut by cut, then for the held-out rows of all cuts together, as a service that
 * is trained again before each window would answer them.
 */
export async function evaluateCuts(
  model: string,
  variants: NamedVariants,
  cuts: readonly Cut[],
  options: EvaluateOptions,
): Promise<EvaluatedVariant[]> {
  const answered = await answerParts(model, variants, cuts, options);
  const { rows } = cuts[0]!;
  const test = Uint32Array.from(cuts.flatMap(({ split }) => [...split.test]));
  const split = { split: 'time', test } as const;
  const pooled = answered[0]!.map(({ variant }, v): EvaluatedVariant => {
    const logits = Float64Array.from(answered.flatMap((part) => [...part[v]!.logits]));
    return { variant, cut: 'pooled', ...measured(logits, rows, split, options) };
  });
  return [...answered.flat().map(withoutLogits), ...pooled];
}

/** By part: the base rate, then the variants. */
async function answerParts(
  model: string,
  variants: NamedVariants,
  parts: readonly Part[],
  options: EvaluateOptions,
): Promise<Answered[][]> {
  const { seed, withIndependent } = options;
  const details = withIndependent ? 'independent' : 'logits';
  const jobs = parts.flatMap(({ rows, split }) =>
    variants.map(([name, variant]): FitJob => ({ model, name, variant, rows, seed, split, details })),
  );
  const results = await runFitJobs(jobs);
  return parts.map(({ rows, split, cut }, p) => {
    const base = baseRateScores(rows, split);
    const ofPart = cut === undefined ? {} : { cut };
    return [
      { variant: 'base-rate', ...ofPart, ...measured(base, rows, split, options), logits: base },
      ...results
        .slice(p * variants.length, (p + 1) * variants.length)
        .map(({ name, ...one }) => ({ ...(one as Omit<Answered, 'variant'>), variant: name, ...ofPart })),
    ];
  });
}

function measured(
  logits: Float64Array,
  rows: TrainingRows,
  split: Pick<Split, 'split' | 'test'>,
  { seed, withIndependent }: EvaluateOptions,
): Pick<EvaluatedVariant, 'evaluation' | 'independent'> {
  const evaluation = measure(logits, rows, split, seed);
  return withIndependent
    ? { evaluation, independent: independentIntervals(logits, rows, split, seed) }
    : { evaluation };
}

function withoutLogits({ logits: _, ...one }: Answered): EvaluatedVariant {
  return one;
}
