import * as z from 'zod/mini';
import { cellCount } from '../encode.ts';
import { fieldNameSchema } from '../field.ts';
import { fieldKind } from './field-kind.ts';

/** A coefficient for every value of a field. */
export const oneHot = fieldKind({
  schema: () =>
    z.strictObject({
      type: z.literal('one-hot'),
      field: fieldNameSchema(),
      /** Log-odds, one per category of the vocabulary or per integer from minimum to maximum. */
      coefficients: z.array(z.number()),
    }),
  types: ['category', 'integer'],
  size: ({ field }, fields) => cellCount(fields.find(({ name }) => name === field)!),
});
