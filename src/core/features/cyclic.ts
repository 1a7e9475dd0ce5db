import * as z from 'zod/mini';
import { isMissing } from '../cell.ts';
import { cellNumber } from '../decode.ts';
import { fieldNameSchema } from '../field.ts';
import { fieldKind } from './field-kind.ts';

/** Sine and cosine of an integer over a fixed period. */
export const cyclic = fieldKind({
  schema: () =>
    z.strictObject({
      type: z.literal('cyclic'),
      field: fieldNameSchema(),
      period: z.number().check(z.positive()),
      /** Log-odds of the sine and of the cosine of 2π·value/period; both are 0 for a missing value. */
      coefficients: z.tuple([z.number(), z.number()]),
    }),
  types: ['integer'],
  size: () => 2,
  values({ period }, field, cell) {
    if (isMissing(field, cell)) return [0, 0];
    const angle = (2 * Math.PI * cellNumber(field, cell)) / period;
    return [Math.sin(angle), Math.cos(angle)];
  },
});
