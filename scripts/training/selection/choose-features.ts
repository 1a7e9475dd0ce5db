import { describeFeature } from '../../../src/core/feature.ts';
import type { FeatureDefinition, VariantDefinition } from '../../models/definition.ts';
import { subsample } from '../rows/inner-split.ts';
import type { TrainingRows } from '../rows/rows.ts';
import type { CrossChoice, OnProgress } from '../trained-variant.ts';
import { additiveFeatures } from './additive-features.ts';
import { findCrosses } from './find-crosses.ts';
import { selectFeatures } from './select-features.ts';

/** The features of a variant, and what crosses do for it if training looked for them. */
export interface ChosenFeatures {
  features: FeatureDefinition[];
  choice?: CrossChoice;
}

/** The features of a variant: the listed ones, those of every field, or what a search inside the selected rows finds. */
export function chooseFeatures(
  { features, validation, budget }: Pick<VariantDefinition, 'features' | 'validation' | 'budget'>,
  rows: TrainingRows,
  selected: Uint32Array,
  onProgress?: OnProgress,
): ChosenFeatures {
  if (Array.isArray(features)) return { features };
  if (features === 'additive') return { features: additiveFeatures(rows.fields) };
  if (features === 'auto') return findCrosses({ validation }, rows, selected, onProgress);
  const { fields = rows.fields.map(({ name }) => name), date, most } = features.auto;
  const chosen = selectFeatures(rows, subsample(selected, SELECTION_ROWS), {
    fields,
    date,
    validation,
    budget,
    most,
    onAdded: (feature, loss, count) =>
      onProgress?.(`feature ${count}: ${describeFeature(feature)}, log loss ${loss.toFixed(5)} on validation`),
  });
  return { features: chosen };
}

/** Features are chosen on at most this many groups. */
const SELECTION_ROWS = 300_000;
