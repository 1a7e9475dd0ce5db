import * as z from 'zod/mini';
import { lazily } from './lazily.ts';

export const fieldNameSchema = lazily(() => z.string().check(z.minLength(1), z.maxLength(128)));

/** The most edges of a number field. */
export const MOST_EDGES = 63;

/** A member of a row. */
export const fieldSchema = lazily(() => {
  /** `own`: null, or no member at all, is a value like any other. Without it, every row needs the field. */
  const missing = z.optional(z.literal('own'));
  /** `reject` refuses a value outside minimum and maximum; without it, the nearest of them counts, with a warning. */
  const range = z.optional(z.literal('reject'));

  return z.discriminatedUnion('type', [
    z.strictObject({
      name: fieldNameSchema(),
      type: z.literal('category'),
      description: z.string(),
      vocabulary: z.array(z.string()).check(z.minLength(1)),
      /** What a value outside the vocabulary does: refuse the row, contribute nothing and warn, or count as `other` and warn. */
      unknown: z.enum(['reject', 'baseline', 'other']),
      /** The last of the vocabulary, if it stands for all rare categories. */
      other: z.optional(z.string()),
      /** `folded` also finds a category in another case, without accents, or with other separators of words; `exact` never does. */
      match: z.enum(['folded', 'exact']),
      missing,
    }),
    z.strictObject({
      name: fieldNameSchema(),
      type: z.literal('integer'),
      description: z.string(),
      minimum: z.int(),
      maximum: z.int(),
      range,
      missing,
    }),
    z.strictObject({
      name: fieldNameSchema(),
      type: z.literal('number'),
      description: z.string(),
      minimum: z.optional(z.number()),
      maximum: z.optional(z.number()),
      range,
      /** Where its bins begin, in ascending order: the bin of a value is the number of edges that are at most as large. */
      edges: z.optional(z.array(z.number()).check(z.maxLength(MOST_EDGES))),
      /** Of the training data, for people; answers do not depend on it. */
      median: z.optional(z.number()),
      missing,
    }),
    z.strictObject({
      name: fieldNameSchema(),
      type: z.literal('timestamp'),
      description: z.string(),
      /** IANA time zone of the clocks that its parts are read from. */
      zone: z.string(),
      /** The data know only days: no feature uses the hour. For people and forms; answers do not depend on it. */
      unit: z.optional(z.literal('day')),
      missing,
    }),
  ]);
});

export type Field = z.infer<ReturnType<typeof fieldSchema>>;

/** A field of numbers with a range. */
export type NumericField = Extract<Field, { type: 'integer' | 'number' }>;
