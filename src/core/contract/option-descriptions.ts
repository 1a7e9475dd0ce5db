import { LEVELS, MOST_ROWS, type OptionName } from './option-schemas.ts';
import type { JsonSchema } from './row-schema.ts';

/*
 * The options in words, for clients: not a part of the Worker, which would grow by 1 %.
 */

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
  return {
    explain: described('explain', 'Explain the answer: what each field adds to the log-odds of an average row.', {
      type: 'boolean',
    }),
    threshold: described(
      'threshold',
      'Decide: the positive class from this probability on, else the negative class. The answer adds the precision and recall of such decisions on held-out rows.',
      thresholds.length > 0 ? { anyOf: [number, { type: 'string', enum: thresholds }] } : number,
    ),
    counterfactuals: described('counterfactuals', 'List what changing one field would do.', { type: 'boolean' }),
    interval: described(
      'interval',
      'Add bounds that contain with this chance how often rows like this one are positive over many days like those of the training rows, if the form of the model is right. One day may be outside. More training rows like this one make them narrower. They say how certain the probability is, not whether the event will happen.',
      { type: 'number', minimum: LEVELS.lowest, maximum: LEVELS.highest, examples: [0.9] },
    ),
  };
}

function described(name: OptionName, description: string, schema: JsonSchema): OptionSchema {
  const mostRows = MOST_ROWS[name];
  if (mostRows === undefined) return { description, schema };
  return { description: `${description} At most ${mostRows} rows in one request.`, schema, mostRows };
}
