import type { Field } from '../artifact.ts';
import type { NumericField } from '../field.ts';
import { TIMESTAMP } from '../timestamp.ts';

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
  const { type, ...values } = valueSchema(field);
  if (field.missing === undefined) return { type, ...values };
  return { type: [type, 'null'], ...values, ...(Array.isArray(values.enum) && { enum: [...values.enum, null] }) };
}

function valueSchema(field: Field): JsonSchema {
  if (field.type === 'category') return categorySchema(field);
  return field.type === 'timestamp' ? timestampSchema(field) : numberSchema(field);
}

/** The pattern takes days that a month does not have, such as 30 February; the service does not. */
function timestampSchema({ description, zone }: Extract<Field, { type: 'timestamp' }>) {
  const clocks = `RFC 3339, or without an offset the time of the clocks in ${zone}; it counts to the hour`;
  return {
    type: 'string',
    description: [description, clocks].filter(Boolean).join('; '),
    pattern: TIMESTAMP.source,
    examples: ['2027-02-05T18:00:00Z'],
  };
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
function numberSchema({ type, description, minimum, maximum, range }: NumericField) {
  const bounds = { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
  if (range === 'reject') return { type, description, ...bounds };
  const ends = Object.entries(bounds).map(([name, value]) => `${name} ${value}`);
  const clipped = ends.length > 0 && `${ends.join(', ')}; a value beyond counts as the nearest, with a warning`;
  return { type, description: [description, clipped].filter(Boolean).join('; ') };
}
