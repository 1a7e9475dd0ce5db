import type * as z from 'zod';
import type { modelDefinitionSchema } from '../models/definition.ts';
import type { ProposedField } from './field.ts';
import type { Proposal } from './proposal.ts';

type DefinitionInput = z.input<typeof modelDefinitionSchema>;

/** The contents of model.json for a proposal. */
export function definitionOf({ dataPath, target, fields, leftOut, split }: Proposal): DefinitionInput {
  const { column, positive, classes } = target;
  return {
    $schema: '../model.schema.json',
    title: `Is ${column} ${positive}?`,
    data: dataPath,
    classes,
    fields: fields.map(fieldOf),
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

function fieldOf(field: ProposedField): DefinitionInput['fields'][number] {
  const { name, type, filled, vocabulary, match, found } = field;
  const missing = filled === undefined ? '' : `${type === 'category' ? JSON.stringify(filled) : filled} if missing`;
  const description = [field.description, missing].filter((part) => part !== '').join('; ');
  const common = { name, type, ...(description !== '' && { description }) };
  if (type === 'category') return { ...common, type, ...(match && { match }), ...(vocabulary && { vocabulary }) };
  if (type === 'integer') return { ...common, type, minimum: found.minimum, maximum: found.maximum };
  return { ...common, type };
}
