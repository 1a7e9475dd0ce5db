import type { Evaluation } from '../../src/core/artifact.ts';
import { progress } from '../cli/command.ts';
import type { VariantDefinition } from '../models/definition.ts';
import { runEachOnce } from './each-once.ts';
import { baseRateScores, type Independent } from './evaluate-variant.ts';
import type { FitJob, FitJobResult, MeasureJob } from './fit-job.ts';
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

/** An evaluated variant, and its logits of the held-out rows. */
interface Answered extends EvaluatedVariant {
  logits: Float64Array;
}

export interface EvaluateOptions {
  seed: number;
  /** Also measure intervals as if rows were independent. */
  withIndependent?: boolean | undefined;
  /** Also cut the time at several points. */
  cuts?: readonly Cut[];
}

type NamedVariants = readonly (readonly [name: string, variant: VariantDefinition])[];
type Part = Omit<Cut, 'cut'> & { cut?: string };

const BASE_RATE = 'base-rate';
const POOLED = 'pooled';

/**
 * The figures of variants on splits, fitted side by side: split by split, first the base rate, then the variants. With
 * cuts, then the same for each of them, and for the held-out rows of all cuts together.
 */
export async function evaluateAll(
  model: string,
  variants: NamedVariants,
  splits: readonly Split[],
  rows: TrainingRows,
  { cuts = [], seed, withIndependent = false }: EvaluateOptions,
): Promise<EvaluatedVariant[]> {
  const parts: Part[] = [...splits.map((split) => ({ rows, split })), ...cuts];
  const jobs = parts.flatMap((part): (FitJob | MeasureJob)[] => {
    const { rows: own, split } = part;
    const shared = { rows: own, seed, split, heldOut: part.cut };
    const details = withIndependent ? 'independent' : 'logits';
    const base = { ...shared, name: BASE_RATE, logits: baseRateScores(own, split), withIndependent };
    return [base, ...variants.map(([name, variant]): FitJob => ({ ...shared, model, name, variant, details }))];
  });
  const results = await runEachOnce(jobs, progressOf(model));
  const answered = results.map(({ name: variant, ...result }, k): Answered => {
    const { heldOut: cut, ...job } = jobs[k]!;
    const logits = 'logits' in job ? job.logits : result.logits!;
    return {
      variant,
      ...(cut !== undefined && { cut }),
      evaluation: result.evaluation!,
      ...independentOf(result),
      logits,
    };
  });
  const each = answered.map(({ logits: _, ...one }) => one);
  return cuts.length === 0 ? each : [...each, ...(await poolCuts(model, answered, cuts, { seed, withIndependent }))];
}

/**
 * The held-out rows of all cuts together, as a service that is trained again before each window would answer them. The
 * base rate has no slope: its answers are a number per cut, and a line through a handful of numbers means nothing.
 */
async function poolCuts(
  model: string,
  answered: readonly Answered[],
  cuts: readonly Cut[],
  { seed, withIndependent }: { seed: number; withIndependent: boolean },
): Promise<EvaluatedVariant[]> {
  const { rows } = cuts[0]!;
  const split = { split: 'time' as const, test: Uint32Array.from(cuts.flatMap((cut) => [...cut.split.test])) };
  const names = new Set(answered.map(({ variant }) => variant));
  const jobs = Array.from(names, (name): MeasureJob => {
    const own = answered.filter(({ variant, cut }) => variant === name && cut !== undefined);
    const logits = Float64Array.from(own.flatMap((one) => [...one.logits]));
    return { name, rows, seed, split, heldOut: POOLED, logits, withIndependent };
  });
  const results = await runEachOnce(jobs, progressOf(model));
  return results.map(({ name: variant, ...result }): EvaluatedVariant => {
    const evaluation = result.evaluation!;
    if (variant === BASE_RATE) delete evaluation.calibration?.slope;
    return { variant, cut: POOLED, evaluation, ...independentOf(result) };
  });
}

function progressOf(model: string) {
  return ({ name, split, heldOut }: FitJob | MeasureJob, done: number, total: number) =>
    progress(`${model}: ${done} of ${total} done: ${name}, ${heldOut ?? `${split!.split} split`}`);
}

function independentOf({ independent }: Omit<FitJobResult, 'name'>): Pick<EvaluatedVariant, 'independent'> {
  return independent === undefined ? {} : { independent };
}
