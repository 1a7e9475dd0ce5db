import { fieldUseErrors } from '../../src/core/feature.ts';
import type { FeatureDefinition, ModelDefinition, VariantDefinition } from './definition.ts';

/** What does not fit together in a definition whose parts are well formed: fields, features and splits. */
export function definitionErrors({ fields, variants, baselines, splits }: ModelDefinition): string[] {
  const types = new Map(fields.map((field) => [field.name, field.type]));
  const problems = types.size < fields.length ? ['fields: a name occurs twice'] : [];
  for (const reserved of ['target', 'weight', 'split_key']) {
    if (types.has(reserved)) {
      problems.push(`fields: ${reserved} is reserved for a column of rows.sql that is not a field`);
    }
  }
  for (const field of splits.time?.order ?? []) {
    if (types.get(field) !== 'integer') problems.push(`splits.time.order: ${field} is not an integer field`);
  }
  for (const taken of ['model', 'examples'].filter((name) => name in variants)) {
    problems.push(`variants.${taken}: the name is taken by ${taken}.json`);
  }
  for (const [kind, group] of Object.entries({ variants, baselines })) {
    for (const [variant, { features, validation, shrinkage }] of Object.entries(group)) {
      if (validation === 'time' && !splits.time?.validation) {
        problems.push(`${kind}.${variant}: validation by time needs splits.time.validation`);
      }
      if (shrinkage === 'fixed' && (!Array.isArray(features) || features.some(({ type }) => type === 'cross'))) {
        problems.push(`${kind}.${variant}: crosses need "shrinkage": "learned"`);
      }
      for (const [position, feature] of featuresToCheck(features).entries()) {
        const errors = fieldUseErrors(feature, fields);
        problems.push(...errors.map((error) => `${kind}.${variant}.features.${position}: ${error}`));
      }
    }
  }
  return problems;
}

function featuresToCheck(features: VariantDefinition['features']): FeatureDefinition[] {
  if (Array.isArray(features)) return features;
  const { fields = [], date } = features.auto;
  const crosses = fields.map((field): FeatureDefinition => ({ type: 'cross', terms: [{ field }] }));
  return date ? [...crosses, { type: 'cross', terms: [date] }] : crosses;
}
