import * as z from 'zod/mini';

const flag = z.optional(
  z.pipe(
    z.enum(['', 'true', 'false'], 'expected no value, true or false'),
    z.transform((text): boolean => text !== 'false'),
  ),
);

/** What an answer is to tell beyond the probabilities, as the query of `POST /inference/…` asks for it. */
export const querySchema = z.strictObject({
  /** What every field adds to the log-odds of an average row. */
  explain: flag,
  /** The class that a probability from this threshold on means, and how good such decisions were. */
  threshold: z.optional(z.string()),
  /** What changes of one field would do. */
  counterfactuals: flag,
});

export type Query = z.infer<typeof querySchema>;
