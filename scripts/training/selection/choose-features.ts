import { describeFeature } from '../../../src/core/feature.ts';
import type { FeatureDefinition, VariantDefinition } from '../../models/definition.ts';
import { subsample } from '../rows/inner-split.ts';
import type { TrainingRows } from '../rows/rows.ts';
import type { OnProgress } from '../trained-variant.ts';
import { additiveFeatures } from './additive-features.ts';
import { selectFeatures } from './select-features.ts';

/** The features of a variant: the listed ones, those of every field, or the result of forward selection inside the selected rows. */
export function chooseFeatures(
  { features, validation, budget }: Pick<VariantDefinition, 'features' | 'validation' | 'budget'>,
  rows: TrainingRows,
  selected: Uint32Array,
  onProgress?: OnProgress,
): FeatureDefinition[] {
  if (Array.isArray(features)) return features;
  if (features === 'additive') return additiveFeatures(rows.fields);
  const { fields = rows.fields.map(({ name }) => name), date, most } = features.auto;
  return selectFeatures(rows, subsample(selected, SELECTION_ROWS), {
    fields,
    date,
    validation,
    budget,
    most,
    onAdded: (feature, loss, count) =>
      onProgress?.(`feature ${count}: ${describeFeature(feature)}, log loss ${loss.toFixed(5)} on validation`),
  });
}

/** Features are chosen on at most this many groups. */
const SELECTION_ROWS = 300_000;
