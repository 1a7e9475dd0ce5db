import type { FeatureDefinition } from '../../models/definition.ts';

/** Penalties are learned on at most this many groups, evenly spaced. */
const LEARNING_ROWS = 300_000;
/** The same if numbers are in bins: blocks are many and small, so that fewer rows determine their penalties. */
const LEARNING_ROWS_OF_BINS = 50_000;

/** How many groups penalties are learned from, at most. */
export function learningRows(features: readonly FeatureDefinition[]): number {
  return features.some(mergesBins) ? LEARNING_ROWS_OF_BINS : LEARNING_ROWS;
}

function mergesBins(feature: FeatureDefinition): boolean {
  if (feature.type === 'cross') return feature.terms.some((term) => 'bins' in term && term.bins !== undefined);
  return feature.type === 'one-hot' && feature.bins !== undefined;
}
