import * as z from 'zod/mini';
import type { Artifact } from '../artifact.ts';
import { lazily } from '../lazily.ts';

/** How many rows of a batch may be explained, varied or given intervals in one request. */
export const MOST_EXPLAINED = 100;

/** Levels of an interval: outside this range, the draws of the coefficients are too few to say much. */
export const LEVELS = { lowest: 0.5, highest: 0.99 };

const level = `expected a number from ${LEVELS.lowest} to ${LEVELS.highest}, such as 0.9`;

/** The options in the query of `POST /inference/…`: what the answer adds to the probabilities. */
export const querySchema = lazily(() => {
  const flag = z.optional(
    z.pipe(
      z.enum(['', 'true', 'false'], 'expected no value, true or false'),
      z.transform((text): boolean => text !== 'false'),
    ),
  );

  return z.strictObject({
    explain: flag,
    /** A number, or a name that the model has for one. */
    threshold: z.optional(z.string()),
    counterfactuals: flag,
    interval: z.optional(
      z.pipe(
        z.string().check(z.regex(/^(\d*\.)?\d+$/, level)),
        z.pipe(z.transform(Number), z.number().check(z.gte(LEVELS.lowest, level), z.lte(LEVELS.highest, level))),
      ),
    ),
  });
});

export type Query = z.infer<ReturnType<typeof querySchema>>;
export type OptionName = keyof Query;

/** How many rows of a batch may ask for an option in one request, where that is limited. */
export const MOST_ROWS: Partial<Record<OptionName, number>> = {
  explain: MOST_EXPLAINED,
  counterfactuals: MOST_EXPLAINED,
  interval: MOST_EXPLAINED,
};

/** Names of the options that a variant supports. */
export function optionNames({
  averageLogOdds,
  uncertainty,
}: Pick<Artifact, 'averageLogOdds' | 'uncertainty'>): OptionName[] {
  const needs: Partial<Record<OptionName, unknown>> = { explain: averageLogOdds, interval: uncertainty };
  const names = Object.keys(querySchema().shape) as OptionName[];
  return names.filter((name) => !(name in needs) || needs[name] !== undefined);
}
