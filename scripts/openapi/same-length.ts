/** Name of the schema that tensors of one request share. */
export const SAME_LENGTH = 'SameLength';

/** Largest number of rows that the schema lists. */
const LISTED = 100;

/**
 * The schema of tensors that have a value per row. JSON Schema cannot say that arrays have the same length, only which one, so
 * every length up to 100 is listed. The service takes longer ones too.
 */
export function sameLengthSchema() {
  return {
    description: `All tensors have as many values as the request has rows, and the shape [rows] or [rows, 1]. A schema has to list the lengths, so this one ends at ${LISTED} rows; the service takes more.`,
    anyOf: Array.from({ length: LISTED }, (_, k) => ofLength(k + 1)),
  };
}

function ofLength(rows: number) {
  const shape = { prefixItems: [{ const: rows }], items: { const: 1 } };
  return { items: { properties: { shape, data: { minItems: rows, maxItems: rows } } } };
}
