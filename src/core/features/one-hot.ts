import * as z from 'zod/mini';
import { fieldNameSchema } from '../field.ts';
import { compileGroups, groupingSchemas } from '../groups.ts';
import { fieldKind } from './field-kind.ts';

/** A coefficient for every value or bin of a field, or of a part of a timestamp, or for every group of them. */
export const oneHot = fieldKind({
  schema() {
    const { part, bins, starts } = groupingSchemas();
    return z.strictObject({
      type: z.literal('one-hot'),
      field: fieldNameSchema(),
      part,
      bins,
      starts,
      /**
       * Log-odds, one per category of the vocabulary, integer from minimum to maximum, bin of a number, or value of a part of
       * a timestamp, or per group of these. The last is that of a missing value, if the field may be missing.
       */
      coefficients: z.array(z.number()),
    });
  },
  types: ['category', 'integer', 'number'],
  size: (shape, fields) => compileGroups(fields.find(({ name }) => name === shape.field)!, shape).size,
  groups: (shape, field) => compileGroups(field, shape),
});
