import * as z from 'zod/mini';
import type { Artifact } from '../artifact.ts';
import { lazily } from '../lazily.ts';
import type { JsonSchema } from './row-schema.ts';

/** How many rows of a batch may be explained, varied or given intervals in one request. */
export const MOST_EXPLAINED = 100;

/** Levels of an interval: outside this range, the draws of the coefficients are too few to say much. */
const LEVELS = { lowest: 0.5, highest: 0.99 };

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

/** An option in the query, as clients see it. */
export interface OptionSchema {
  description: string;
  schema: JsonSchema;
  /** How many rows of a batch may ask for it in one request. */
  mostRows?: number;
}

/** All options, with the names of the thresholds that a model has. */
export function optionSchemas(thresholds: readonly string[]): Record<OptionName, OptionSchema> {
  const number = { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 };
  const limit = `At most ${MOST_EXPLAINED} rows in one request.`;
  return {
    explain: {
      description: `Explain the answer: what each field adds to the log-odds of an average row. ${limit}`,
      schema: { type: 'boolean' },
      mostRows: MOST_EXPLAINED,
    },
    threshold: {
      description:
        'Decide: the positive class from this probability on, else the negative class. The answer adds the precision and recall of such decisions on held-out rows.',
      schema: thresholds.length > 0 ? { anyOf: [number, { type: 'string', enum: thresholds }] } : number,
    },
    counterfactuals: {
      description: `List what changing one field would do. ${limit}`,
      schema: { type: 'boolean' },
      mostRows: MOST_EXPLAINED,
    },
    interval: {
      description: `Add bounds that contain with this chance how often rows like this one are positive over many days like those of the training rows, if the form of the model is right. One day may be outside. More training rows like this one make them narrower. They say how certain the probability is, not whether the event will happen. ${limit}`,
      schema: { type: 'number', minimum: LEVELS.lowest, maximum: LEVELS.highest, examples: [0.9] },
      mostRows: MOST_EXPLAINED,
    },
  };
}

/** Names of the options that a variant supports. */
export function optionNames({
  averageLogOdds,
  uncertainty,
}: Pick<Artifact, 'averageLogOdds' | 'uncertainty'>): OptionName[] {
  const needs: Partial<Record<OptionName, unknown>> = { explain: averageLogOdds, interval: uncertainty };
  const names = Object.keys(optionSchemas([])) as OptionName[];
  return names.filter((name) => !(name in needs) || needs[name] !== undefined);
}
