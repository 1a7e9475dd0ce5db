import { PLURALS } from '../core/contract/detail-names.ts';
import { decide } from '../core/contract/threshold.ts';
import { type Change, nearestChanges, singleChanges, strongestChanges } from '../core/counterfactual.ts';
import { compileExplainer, type Explanation, explain } from '../core/explain.ts';
import { interval } from '../core/interval.ts';
import { sigmoid } from '../core/sigmoid.ts';
import type { Options } from './options.ts';
import type { Variant } from './registry.ts';

/** How many of the strongest changes an answer lists. */
export const STRONGEST = 10;

/** A change, and the class that the threshold decides for it. */
interface DecidedChange extends Change {
  decision?: string;
}

/** What options add to the answer to a row. */
export interface Details {
  /** Name of the class. */
  decision?: string;
  /** Bounds of the probability of the positive class. */
  interval?: [low: number, high: number];
  explanation?: Explanation;
  counterfactual?: {
    /** The changes of one field that move the probability most. */
    strongest: DecidedChange[];
    /** All changes of one field that cross the threshold. */
    crossing?: DecidedChange[];
  };
}

/** Finds what options add to the answer to a row, from its cells and its logit. */
export type DetailsOf = (cells: Float64Array, logit: number) => Details;

/** Prepares what options add to every answer of a variant. Draws of the coefficients are loaded only for intervals. */
export async function compileDetails(
  { explain: wantsExplanation, counterfactuals, threshold, interval: level }: Options,
  { artifact, scorer, intervals }: Variant,
): Promise<DetailsOf> {
  const { fields, classes, averageLogOdds } = artifact;
  const explainer = wantsExplanation && averageLogOdds ? compileExplainer(artifact, averageLogOdds, scorer) : undefined;
  const classOf = threshold && ((probability: number) => classes[decide(probability, threshold)]);
  const draws = level === undefined ? undefined : await intervals?.();

  return (cells, logit) => ({
    ...(classOf && { decision: classOf(sigmoid(logit)) }),
    ...(draws && level && { interval: interval(draws, cells, logit, level) }),
    ...(explainer && { explanation: explain(explainer, fields, cells, logit) }),
    ...(counterfactuals && { counterfactual: counterfactual(cells, logit) }),
  });

  function counterfactual(cells: Float64Array, logit: number): NonNullable<Details['counterfactual']> {
    const changes = singleChanges(artifact, scorer, cells);
    const strongest = strongestChanges(changes, fields).slice(0, STRONGEST);
    if (!classOf) return { strongest };
    const decided = (change: Change) => ({ ...change, decision: classOf(change.probability) });
    const own = classOf(sigmoid(logit));
    const crossing = changes.filter(({ probability }) => classOf(probability) !== own);
    return { strongest: strongest.map(decided), crossing: nearestChanges(crossing, fields, cells).map(decided) };
  }
}

/** The details of a batch: for each detail the list of all rows, under its plural name. */
export function toLists(details: readonly Details[]): object {
  const names = Object.keys(details[0]!) as (keyof Details)[];
  return Object.fromEntries(names.map((name) => [PLURALS[name], details.map((one) => one[name])]));
}
