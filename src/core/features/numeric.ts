import * as z from 'zod/mini';
import { isMissing } from '../cell.ts';
import { cellNumber } from '../decode.ts';
import { fieldNameSchema } from '../field.ts';
import { fieldKind } from './field-kind.ts';

/** Beyond it a number would overflow; the probability is 0 or 1 long before. */
export const LARGEST = 1e100;

/** A standardised number with one coefficient. */
export const numeric = fieldKind({
  schema: () =>
    z.strictObject({
      type: z.literal('numeric'),
      field: fieldNameSchema(),
      mean: z.number(),
      scale: z.number().check(z.positive()),
      /** Values are clipped to these bounds first. Training writes both, so that the model never extrapolates. */
      minimum: z.optional(z.number()),
      maximum: z.optional(z.number()),
      /** Log-odds of (clipped value − mean) / scale; a missing value counts as the mean. */
      coefficients: z.tuple([z.number()]),
    }),
  types: ['integer', 'number'],
  size: () => 1,
  values({ mean, scale, minimum = -LARGEST, maximum = LARGEST }, field, cell) {
    if (isMissing(field, cell)) return [0];
    const clipped = Math.min(Math.max(cellNumber(field, cell), minimum), maximum);
    return [(clipped - mean) / scale];
  },
});
