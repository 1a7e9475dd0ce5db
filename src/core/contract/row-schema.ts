import type { Field } from '../artifact.ts';

/** A JSON Schema (2020-12). */
export type JsonSchema = Record<string, unknown>;

/** The JSON Schema of a row: every field, and no other member. */
export function rowSchema(fields: readonly Field[]): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldJsonSchema(field)])),
    required: fields.map(({ name }) => name),
    additionalProperties: false,
  };
}

/**
 * The values of a field. Categories are listed as they were in training; the service also finds them by their letters
 * and digits alone. A field that takes unknown categories lists the known ones as examples.
 */
function fieldJsonSchema(field: Field): JsonSchema {
  const { name: _, ...schema } = field;
  if (schema.type !== 'category') return schema;
  const { description, vocabulary, unknown } = schema;
  return { type: 'string', description, [unknown === 'reject' ? 'enum' : 'examples']: vocabulary };
}
