import * as z from 'zod';
import { isZone } from './is-zone.ts';

/** A name of a field: a member of a request and a column of rows.sql. */
export const fieldName = z.string().min(1).max(128);
/** A sentence for people; empty if there is none. */
export const description = z.string().default('');

const changeable = z
  .boolean()
  .optional()
  .describe('The caller can choose this value: counterfactuals list what other values would do.');

const sensitive = z
  .boolean()
  .optional()
  .describe(
    'The report compares calibration and errors between the groups of this field. Counterfactuals never change it.',
  );

const missing = z
  .literal('own')
  .optional()
  .describe(
    'own: null, or no member at all, is a value with coefficients of its own. Default: every row needs the field.',
  );

const range = z
  .literal('reject')
  .optional()
  .describe(
    'reject: a value below minimum or above maximum is refused (422). Default: the nearest of them counts, with a warning.',
  );

/** A field of numbers: its values are limited to a range. */
function numericDefinition<Type extends 'integer' | 'number'>(type: Type, bound: z.ZodNumber) {
  return z.strictObject({
    name: fieldName,
    type: z.literal(type),
    description,
    minimum: bound.optional().describe('Smallest value that counts as it is; default: the smallest of the data.'),
    maximum: bound.optional().describe('Largest value that counts as it is; default: the largest of the data.'),
    range,
    missing,
    changeable,
    sensitive,
  });
}

/** A field of a request. */
export const fieldDefinition = z.discriminatedUnion('type', [
  z.strictObject({
    name: fieldName,
    type: z.literal('category'),
    description,
    vocabulary: z
      .array(z.string())
      .min(1)
      .optional()
      .describe(
        'The categories, in order. Without this list they come from the data; with it, any other value stops the training.',
      ),
    unknown: z
      .enum(['reject', 'baseline', 'other'])
      .default('reject')
      .describe(
        'For a category outside the vocabulary: refuse the row (422), contribute nothing and warn, or count as a rare ' +
          'category and warn.',
      ),
    minCount: z
      .int()
      .positive()
      .optional()
      .describe(
        'Categories with fewer observations than this share one coefficient, and their names are not published.',
      ),
    match: z
      .enum(['folded', 'exact'])
      .default('folded')
      .describe('folded: case, accents, and the spaces and separators of words do not matter. exact: they do.'),
    missing,
    changeable,
    sensitive,
  }),
  numericDefinition('integer', z.int()),
  numericDefinition('number', z.number()),
  z.strictObject({
    name: fieldName,
    type: z.literal('timestamp'),
    description,
    zone: z
      .string()
      .refine(isZone, 'expected an IANA time zone, such as America/Santiago')
      .describe('IANA time zone of the clocks that its parts are read from.'),
    missing,
    sensitive,
  }),
]);

export type FieldDefinition = z.infer<typeof fieldDefinition>;
