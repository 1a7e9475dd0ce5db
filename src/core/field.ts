import * as z from 'zod/mini';
import { lazily } from './lazily.ts';

export const fieldNameSchema = lazily(() => z.string().check(z.minLength(1), z.maxLength(128)));

/** A member of a row. */
export const fieldSchema = lazily(() =>
  z.discriminatedUnion('type', [
    z.strictObject({
      name: fieldNameSchema(),
      type: z.literal('category'),
      description: z.string(),
      vocabulary: z.array(z.string()).check(z.minLength(1)),
      /** What a value outside the vocabulary does: refuse the row, or contribute nothing and warn. */
      unknown: z.enum(['reject', 'baseline']),
      /** `folded` also finds a category by its letters and digits alone; `exact` never does. */
      match: z.enum(['folded', 'exact']),
    }),
    z.strictObject({
      name: fieldNameSchema(),
      type: z.literal('integer'),
      description: z.string(),
      minimum: z.int(),
      maximum: z.int(),
    }),
    z.strictObject({
      name: fieldNameSchema(),
      type: z.literal('number'),
      description: z.string(),
      minimum: z.optional(z.number()),
      maximum: z.optional(z.number()),
    }),
  ]),
);

export type Field = z.infer<ReturnType<typeof fieldSchema>>;
