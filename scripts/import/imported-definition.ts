import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod';
import { Failure } from '../cli/command.ts';
import type { ExchangeField, ExchangeModel } from '../exchange/exchange-model.ts';
import type { ModelDefinition, modelDefinitionSchema } from '../models/definition.ts';
import { fittedBy } from './imported-artifact.ts';

type DefinitionInput = z.input<typeof modelDefinitionSchema>;

/**
 * The contents of model.json for an imported variant, next to variants that were imported earlier.
 * @throws {Failure} when these have other classes or fields: all variants of a model take the same request
 */
export function importedDefinition(
  { title, classes, fields }: ExchangeModel,
  variant: string,
  source: string,
  earlier: ModelDefinition | undefined,
): DefinitionInput {
  const own = fields.map(fieldDefinition);
  const { [variant]: _, ...others } = earlier?.imported ?? {};
  if (earlier && Object.keys(others).length > 0) {
    const known = { classes: earlier.classes, fields: earlier.fields };
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(known)), JSON.parse(JSON.stringify({ classes, fields: own })))) {
      const names = Object.keys(others).join(', ');
      throw new Failure(`the source has other classes or fields than ${names}: import it as another model`);
    }
  }
  return {
    $schema: '../model.schema.json',
    title: title ?? `Is it ${classes[1]}?`,
    classes,
    fields: own,
    variants: {},
    imported: { ...others, [variant]: { description: fittedBy(source), source } },
  };
}

function fieldDefinition(field: ExchangeField): DefinitionInput['fields'][number] {
  if (field.type !== 'category') return field;
  const { other, vocabulary, ...rest } = field;
  const ordered = other === undefined ? vocabulary : [...vocabulary.filter((name) => name !== other), other];
  return { ...rest, vocabulary: ordered };
}
