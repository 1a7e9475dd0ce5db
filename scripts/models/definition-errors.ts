import { fieldUseErrors } from '../../src/core/feature.ts';
import type { FeatureDefinition, ModelDefinition, VariantDefinition } from './definition.ts';

/** What is wrong with a definition that its schema accepts: fields, features and splits that do not fit together. */
export function definitionErrors({ data, fields, variants, imported, baselines, splits }: ModelDefinition): string[] {
  const types = new Map(fields.map((field) => [field.name, field.type]));
  const errors = types.size < fields.length ? ['fields: a name occurs twice'] : [];
  const trained = Object.keys(variants);
  if (trained.length + Object.keys(imported).length === 0) errors.push('variants: expected a variant');
  if (trained.length > 0 && data === undefined) errors.push('data: expected a file, to train the variants with');
  for (const name of trained.filter((name) => Object.hasOwn(imported, name))) {
    errors.push(`imported.${name}: the name is taken by a variant to train`);
  }
  for (const reserved of ['target', 'weight', 'split_key', 'cluster']) {
    if (types.has(reserved)) {
      errors.push(`fields: ${reserved} is reserved for a column of rows.sql that is not a field`);
    }
  }
  if (types.has('__proto__'))
    errors.push('fields: __proto__ cannot be a member of a request; name it otherwise in rows.sql');
  for (const field of fields) {
    if (field.sensitive && 'changeable' in field && field.changeable) {
      errors.push(`fields.${field.name}: a sensitive field cannot be changeable: counterfactuals never change it`);
    }
  }
  for (const field of splits.time?.order ?? []) {
    if (types.get(field) !== 'integer') errors.push(`splits.time.order: ${field} is not an integer field`);
  }
  for (const taken of ['model', 'examples'].filter((name) => name in variants || name in imported)) {
    errors.push(`variants.${taken}: the name is taken by ${taken}.json`);
  }
  for (const [kind, group] of Object.entries({ variants, baselines })) {
    for (const [variant, { features, validation, shrinkage }] of Object.entries(group)) {
      const place = `${kind}.${variant}`;
      if (validation === 'time' && !splits.time?.validation) {
        errors.push(`${place}: validation by time needs splits.time.validation`);
      }
      if (shrinkage === 'fixed' && (features === 'additive' || features === 'auto')) {
        errors.push(`${place}: ${features} features need "shrinkage": "learned"`);
      } else if (shrinkage === 'fixed' && (!Array.isArray(features) || features.some(({ type }) => type === 'cross'))) {
        errors.push(`${place}: crosses need "shrinkage": "learned"`);
      }
      const listed = new Map<string, number>();
      for (const [position, feature] of featuresToCheck(features).entries()) {
        const text = JSON.stringify(feature);
        const first = listed.get(text);
        if (first !== undefined) errors.push(`${place}.features.${position}: the same as features.${first}`);
        else listed.set(text, position);
        for (const error of fieldUseErrors(feature, fields)) errors.push(`${place}.features.${position}: ${error}`);
      }
    }
  }
  return errors;
}

function featuresToCheck(features: VariantDefinition['features']): FeatureDefinition[] {
  if (Array.isArray(features)) return features;
  if (typeof features === 'string') return [];
  const { fields = [], date } = features.auto;
  const crosses = fields.map((field): FeatureDefinition => ({ type: 'cross', terms: [{ field }] }));
  return date ? [...crosses, { type: 'cross', terms: [date] }] : crosses;
}
