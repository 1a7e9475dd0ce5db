import type * as z from 'zod';
import type { FeatureDefinition, modelDefinitionSchema } from '../models/definition.ts';
import { PART_NAMES } from './dates.ts';
import type { ProposedField } from './field.ts';
import type { Proposal } from './proposal.ts';

type DefinitionInput = z.input<typeof modelDefinitionSchema>;

/** The contents of model.json for a proposal. @param oneHot also propose the variant without bins */
export function definitionOf(
  { dataPath, target, fields, leftOut, split, texts, missing, minCount }: Proposal,
  oneHot = false,
): DefinitionInput {
  const { column, positive, classes } = target;
  return {
    $schema: '../model.schema.json',
    title: `Is ${column} ${positive}?`,
    data: dataPath,
    ...(texts.length > 0 && { text: texts }),
    ...(missing && { missing: [...missing] }),
    classes,
    fields: fields.map((field) => fieldOf(field, minCount)),
    variants: {
      additive: {
        description: 'A curve for every number, a coefficient for every category and integer',
        features: 'additive',
        shrinkage: 'learned',
      },
      crossed: {
        description: 'These, and the crosses of two or three fields that training finds',
        features: 'auto',
        shrinkage: 'learned',
      },
      ...(oneHot && { 'one-hot': oneHotVariant(fields) }),
    },
    ...(split && { splits: { time: { description: split.description, train: split.train, test: split.test } } }),
    leftOut: Object.fromEntries(leftOut),
  };
}

function featuresOf({ name, type, knowsHour }: ProposedField): FeatureDefinition[] {
  if (type === 'timestamp') {
    const parts = PART_NAMES.filter((part) => part !== 'hour' || knowsHour);
    return parts.map((part) => ({ type: 'one-hot', field: name, part }));
  }
  return [{ type: type === 'number' ? 'numeric' : 'one-hot', field: name }];
}

function oneHotVariant(fields: readonly ProposedField[]): DefinitionInput['variants'][string] {
  return {
    description: 'A coefficient for every category and integer, a slope for every number',
    features: fields.flatMap(featuresOf),
  };
}

function fieldOf(field: ProposedField, minCount: number): DefinitionInput['fields'][number] {
  const { name, type, zone = 'UTC', description, vocabulary, rare, match, range, found } = field;
  const common = { name, type, ...(description !== '' && { description }) };
  const missing = found.missing > 0 ? ({ missing: 'own' } as const) : {};
  if (type === 'category') {
    const merged = rare === undefined ? {} : ({ unknown: 'other', minCount } as const);
    return { ...common, type, ...(match && { match }), ...missing, ...merged, ...(vocabulary && { vocabulary }) };
  }
  if (type === 'timestamp') return { ...common, type, zone, ...missing };
  if (type === 'integer') {
    const { minimum, maximum } = found;
    return { ...common, type, minimum, maximum, ...(range && { range }), ...missing };
  }
  return { ...common, type, ...missing };
}
