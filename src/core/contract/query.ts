import * as z from 'zod/mini';
import { lazily } from '../lazily.ts';

/** Levels of an interval: beyond them, so few draws of the coefficients say little. */
export const LEVELS = { lowest: 0.5, highest: 0.99 };

const level = `expected a number from ${LEVELS.lowest} to ${LEVELS.highest}, such as 0.9`;

function define() {
  const flag = z.optional(
    z.pipe(
      z.enum(['', 'true', 'false'], 'expected no value, true or false'),
      z.transform((text): boolean => text !== 'false'),
    ),
  );

  return z.strictObject({
    /** What every field adds to the log-odds of an average row. */
    explain: flag,
    /** The class that a probability from this threshold on means, and how good such decisions were. */
    threshold: z.optional(z.string()),
    /** What changes of one field would do. */
    counterfactuals: flag,
    /** How sure the probability is: the chance that the interval is to hold it with. */
    interval: z.optional(
      z.pipe(
        z.string().check(z.regex(/^(\d*\.)?\d+$/, level)),
        z.pipe(z.transform(Number), z.number().check(z.gte(LEVELS.lowest, level), z.lte(LEVELS.highest, level))),
      ),
    ),
  });
}

/** What an answer is to tell beyond the probabilities, as the query of `POST /inference/…` asks for it. */
export const querySchema = lazily(define);

export type Query = z.infer<ReturnType<typeof querySchema>>;
