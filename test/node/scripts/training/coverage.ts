import type { VariantDefinition } from '../../../../scripts/models/definition.ts';
import { trainVariant } from '../../../../scripts/training/train-variant.ts';
import { PROOF } from '../../../proof.ts';
import { intervals } from './intervals.ts';
import { type Days, SIZES, simulate } from './simulation.ts';

interface CoverageOptions {
  /** Number of rows. */
  count?: number;
  days?: Days;
  /** Whether the draws may know the days. */
  clustered?: boolean;
}

/** How often the interval of 90 % holds the truth: for all combinations, those of rare categories, and unseen ones. */
export function coverage(
  variant: VariantDefinition,
  spreads: [number, number, number],
  sets: number,
  { count = 4000, days, clustered = true }: CoverageOptions = {},
) {
  const found: { inside: boolean; rare: boolean; unseen: boolean }[] = [];
  for (let seed = 1; seed <= sets; seed++) {
    const { rows, probability, seen } = simulate(seed, count, spreads, days);
    const at = intervals(trainVariant(variant, rows), clustered ? rows : { ...rows, clusters: undefined }, 64);
    for (let i = 0; i < SIZES[0]; i++) {
      for (let j = 0; j < SIZES[1]; j++) {
        const [low, high] = at(i, j, 0.9);
        const truth = probability(i, j);
        found.push({
          inside: low <= truth && truth <= high,
          rare: seen.category[j]! < (30 * count) / 4000,
          unseen: seen.combination[i * SIZES[1] + j] === 0,
        });
      }
    }
  }
  const share = (those: typeof found) => those.filter(({ inside }) => inside).length / those.length;
  return {
    all: share(found),
    rare: share(found.filter(({ rare }) => rare)),
    unseen: share(found.filter(({ unseen }) => unseen)),
  };
}

/**
 * How many sets of rows to simulate, and how far a share may be from 0.9: 0.02 for the full number of sets. A sixth of
 * them is the default; the allowance grows with the sampling error, by the root of 6, so that it is as many standard errors.
 */
export function sample(full: number): { sets: number; allowance: number } {
  const sets = PROOF ? full : Math.round(full / 6);
  return { sets, allowance: 0.02 * Math.sqrt(full / sets) };
}
