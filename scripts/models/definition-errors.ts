import type { FeatureDefinition, ModelDefinition, VariantDefinition } from './definition.ts';

const FIELD_TYPES = { 'one-hot': ['category', 'integer'], cyclic: ['integer'], numeric: ['integer', 'number'] };

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
        for (const { field, allowed } of uses(feature)) {
          const found = types.get(field);
          const place = `${kind}.${variant}.features.${position}`;
          if (found === undefined) problems.push(`${place}: there is no field ${JSON.stringify(field)}`);
          else if (!allowed.includes(found)) {
            problems.push(`${place}: ${feature.type} needs ${allowed.join(' or ')} here; ${field} is of type ${found}`);
          }
        }
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

/** The fields that a feature reads, and the types that they may have. */
function uses(feature: FeatureDefinition): { field: string; allowed: string[] }[] {
  if (feature.type !== 'cross') return [{ field: feature.field, allowed: FIELD_TYPES[feature.type] }];
  return feature.terms.flatMap((term) => {
    if ('month' in term) return [term.month, term.day].map((field) => ({ field, allowed: ['integer'] }));
    return [{ field: term.field, allowed: term.width ? ['integer'] : ['category', 'integer'] }];
  });
}
