import type { Artifact } from '../artifact.ts';
import { LEVELS, type querySchema } from './query.ts';
import type { JsonSchema } from './row-schema.ts';

export type OptionName = keyof ReturnType<typeof querySchema>['shape'];

/** An option in the query, for whoever wants to use it. */
export interface OptionSchema {
  description: string;
  schema: JsonSchema;
  /** How many rows of a batch may ask for it at once. */
  mostRows?: number;
}

const MOST_ROWS = 100;

/** All options, with the names of thresholds that a model has. */
export function optionSchemas(thresholds: readonly string[]): Record<OptionName, OptionSchema> {
  const number = { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 };
  return {
    explain: {
      description: `Tell what every field adds to the log-odds of an average row. At most ${MOST_ROWS} rows at once.`,
      schema: { type: 'boolean' },
      mostRows: MOST_ROWS,
    },
    threshold: {
      description:
        'Decide: the class that a probability from here on means, with precision and recall as measured on held-out rows.',
      schema: thresholds.length > 0 ? { anyOf: [number, { type: 'string', enum: thresholds }] } : number,
    },
    counterfactuals: {
      description: `Tell what changes of one field would do. At most ${MOST_ROWS} rows at once.`,
      schema: { type: 'boolean' },
      mostRows: MOST_ROWS,
    },
    interval: {
      description: `Tell how sure the probability of the positive class is: the bounds that hold it with this chance, as far as the form of the model is right. They narrow with more training rows like this one; the outcome itself stays as open as the probability says. At most ${MOST_ROWS} rows at once.`,
      schema: { type: 'number', minimum: LEVELS.lowest, maximum: LEVELS.highest, examples: [0.9] },
      mostRows: MOST_ROWS,
    },
  };
}

/** Names of the options that a variant takes. */
export function optionNames({ reference, uncertainty }: Pick<Artifact, 'reference' | 'uncertainty'>): OptionName[] {
  const names: OptionName[] = ['explain', 'threshold', 'counterfactuals', 'interval'];
  return names.filter((name) => {
    if (name === 'explain') return reference !== undefined;
    return name !== 'interval' || uncertainty !== undefined;
  });
}
