import type { ModelDefinition, VariantDefinition } from '../models/definition.ts';
import type { Scored } from '../training/figures/metrics.ts';
import type { HeldOutRows } from '../training/rows/held-out-rows.ts';

/** A learner with an answer to every held-out row of a split: logits in the order of the rows. */
export interface Contender {
  name: string;
  kind: 'variant' | 'baseline' | 'rival';
  logits: Float64Array;
}

/** A contender on one split, with the held-out rows sorted by its answers. */
export interface Ranking {
  split: string;
  contender: Contender;
  held: HeldOutRows;
  set: Scored;
}

/** The ranking of a contender on a split. */
export function rankingOf(rankings: readonly Ranking[], split: string, name: string): Ranking {
  return rankings.find((ranking) => ranking.split === split && ranking.contender.name === name)!;
}

/** The names of all variants and baselines in model.json. */
export function ownNames({ variants, baselines }: Pick<ModelDefinition, 'variants' | 'baselines'>): string[] {
  return [...new Set([...Object.keys(variants), ...Object.keys(baselines)])];
}

/** The variant or baseline with this name in model.json; undefined if there is none, as for `constructor`. */
export function ownContender(
  { variants, baselines }: Pick<ModelDefinition, 'variants' | 'baselines'>,
  name: string,
): { kind: Contender['kind']; variant: VariantDefinition } | undefined {
  if (Object.hasOwn(variants, name)) return { kind: 'variant', variant: variants[name]! };
  if (Object.hasOwn(baselines, name)) return { kind: 'baseline', variant: baselines[name]! };
  return undefined;
}
