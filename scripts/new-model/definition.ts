import type * as z from 'zod';
import type { modelDefinitionSchema } from '../models/definition.ts';
import type { ProposedField } from './field.ts';
import type { Proposal } from './proposal.ts';

type DefinitionInput = z.input<typeof modelDefinitionSchema>;

/** The contents of model.json for a proposal. */
export function definitionOf({ dataPath, target, fields, leftOut, split, texts, minCount }: Proposal): DefinitionInput {
  const { column, positive, classes } = target;
  return {
    $schema: '../model.schema.json',
    title: `Is ${column} ${positive}?`,
    data: dataPath,
    ...(texts.length > 0 && { text: texts }),
    classes,
    fields: fields.map((field) => fieldOf(field, minCount)),
    variants: {
      'one-hot': {
        description: 'A coefficient for every category and integer, a slope for every number',
        features: fields.map(({ name, type }) => ({ type: type === 'number' ? 'numeric' : 'one-hot', field: name })),
      },
    },
    ...(split && { splits: { time: { description: split.description, train: split.train, test: split.test } } }),
    leftOut: Object.fromEntries(leftOut),
  };
}

function fieldOf(field: ProposedField, minCount: number): DefinitionInput['fields'][number] {
  const { name, type, description, vocabulary, rare, match, found } = field;
  const common = { name, type, ...(description !== '' && { description }) };
  const missing = found.missing > 0 ? ({ missing: 'own' } as const) : {};
  if (type === 'category') {
    const merged = rare === undefined ? {} : ({ unknown: 'other', minCount } as const);
    return { ...common, type, ...(match && { match }), ...missing, ...merged, ...(vocabulary && { vocabulary }) };
  }
  if (type === 'integer') return { ...common, type, minimum: found.minimum, maximum: found.maximum, ...missing };
  return { ...common, type, ...missing };
}
