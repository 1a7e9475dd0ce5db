import type { Field } from '../artifact.ts';

/** A JSON Schema (2020-12). */
export type JsonSchema = Record<string, unknown>;

/** The JSON Schema of a row: every field that may not be missing, and no other member than fields. */
export function rowSchema(fields: readonly Field[]): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldJsonSchema(field)])),
    required: fields.filter(({ missing }) => missing === undefined).map(({ name }) => name),
    additionalProperties: false,
  };
}

function fieldJsonSchema(field: Field): JsonSchema {
  const { type, ...values } = field.type === 'category' ? categorySchema(field) : numberSchema(field);
  if (field.missing === undefined) return { type, ...values };
  return { type: [type, 'null'], ...values, ...('enum' in values && { enum: [...values.enum, null] }) };
}

/**
 * Categories are listed as they were in training; the service also finds them by their letters and digits alone. A field
 * that takes unknown categories lists the known ones as examples.
 */
function categorySchema({ description, vocabulary, unknown }: Extract<Field, { type: 'category' }>) {
  const values = unknown === 'reject' ? { enum: vocabulary } : { examples: vocabulary };
  return { type: 'string', description, ...values };
}

/** A range bounds the values only if others are refused. */
function numberSchema({ type, description, minimum, maximum, range }: Exclude<Field, { type: 'category' }>) {
  const bounds = { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
  if (range === 'reject') return { type, description, ...bounds };
  const ends = Object.entries(bounds).map(([name, value]) => `${name} ${value}`);
  const clipped = ends.length > 0 && `${ends.join(', ')}; a value beyond counts as the nearest, with a warning`;
  return { type, description: [description, clipped].filter(Boolean).join('; ') };
}
