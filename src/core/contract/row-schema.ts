import type { Field } from '../artifact.ts';

/** A JSON Schema (2020-12), as far as fields need it. */
export type JsonSchema = Record<string, unknown>;

/** What one row of a request must look like, as a JSON Schema: every field, nothing else. */
export function rowSchema(fields: readonly Field[]): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldJsonSchema(field)])),
    required: fields.map(({ name }) => name),
    additionalProperties: false,
  };
}

/**
 * The values of a field. Categories are listed as training saw them; the service also finds them by their letters and
 * digits alone. A field that takes unknown categories lists the known ones as examples.
 */
function fieldJsonSchema(field: Field): JsonSchema {
  const { type, description } = field;
  if (type === 'category') {
    return { type: 'string', description, [field.unknown === 'reject' ? 'enum' : 'examples']: field.vocabulary };
  }
  const { minimum, maximum } = field;
  return {
    type,
    description,
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
  };
}
