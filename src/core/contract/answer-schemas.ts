import { PLURALS } from './detail-names.ts';
import { PROBLEMS } from './problems.ts';
import type { JsonSchema } from './row-schema.ts';

const probability = { type: 'number', minimum: 0, maximum: 1 };
const text = { type: 'string' };
const value = { type: ['string', 'number'] };

const measured = objectOf({
  split: { enum: ['random', 'time'] },
  at: { ...probability, description: 'The probability, at or below the threshold, where this was measured.' },
  precision: {
    ...probability,
    type: ['number', 'null'],
    description: 'Share of the rows decided as positive that were positive.',
  },
  recall: { ...probability, description: 'Share of the positive rows that were decided as positive.' },
});

const CONTRIBUTIONS = 'What each field, and each cross of fields, adds to the baseline, the largest first.';
const contribution = objectOf({
  fields: listOf(text),
  values: listOf({ type: ['string', 'number', 'null'] }),
  logOdds: { type: 'number' },
  oddsRatio: { type: 'number', minimum: 0 },
});

/** The `type` of every problem. */
export const PROBLEM_TYPES = Object.keys(PROBLEMS).map((code) => `/problems/${code}`);

/**
 * The answers to a row, a batch and a line of NDJSON, and all their parts, as JSON Schemas by name.
 * @param refer turns the name of a schema into the reference that the surrounding document uses
 */
export function answerSchemas(refer: (name: string) => string): Record<string, JsonSchema> {
  const ref = (name: string) => ({ $ref: refer(name) });
  const answered = {
    model: text,
    variant: text,
    warnings: listOf(ref('Issue'), 'Categories that the model does not know. They contributed nothing.'),
    threshold: ref('Threshold'),
  };
  const difference = { type: 'number', description: 'Change of the probability.' };
  const details: Record<keyof typeof PLURALS, JsonSchema> = {
    decision: { ...text, description: 'Name of the class, if the query has a threshold.' },
    interval: ref('Interval'),
    explanation: ref('Explanation'),
    counterfactual: ref('Counterfactual'),
  };
  const lists = Object.entries(PLURALS).map(([one, many]) => [many, listOf(details[one as keyof typeof PLURALS])]);
  const row = { prediction: ref('Prediction'), ...answered, ...details };
  const batch = { predictions: listOf(ref('Prediction')), ...answered, ...Object.fromEntries(lists) };
  const line = { prediction: ref('Prediction'), warnings: answered.warnings, ...details };
  const problem = { type: { enum: PROBLEM_TYPES }, title: text, status: { type: 'integer' }, detail: text };
  const optional = ['warnings', 'threshold', ...Object.keys(PLURALS), ...Object.values(PLURALS)];
  return {
    RowAnswer: envelope(objectOf(row, optional)),
    BatchAnswer: envelope(objectOf(batch, optional)),
    LineAnswer: { oneOf: [ref('AnsweredLine'), ref('LineProblem')] },
    AnsweredLine: objectOf(line, optional),
    LineProblem: {
      ...objectOf({ ...problem, errors: listOf(ref('Issue')) }, ['errors']),
      description: 'Why the row in this position was refused. With status 401 or 503: why this line is the last.',
    },
    Prediction: pairOf(probability, 'Probabilities of the negative and of the positive class.'),
    Interval: pairOf(probability, 'Low and high bound of the probability of the positive class.'),
    Issue: objectOf({ pointer: { ...text, description: 'JSON Pointer (RFC 6901) into the body.' }, detail: text }),
    Threshold: {
      ...objectOf({ value: probability, name: text, measured: listOf(measured) }, ['name']),
      description:
        'The probability from which on a row is decided as positive, and how good such decisions were on held-out rows.',
    },
    Explanation: {
      ...objectOf({
        baseline: { type: 'number', description: 'Log-odds of an average row.' },
        contributions: listOf(contribution, CONTRIBUTIONS),
        logit: { type: 'number', description: 'baseline plus all logOdds: exactly the log-odds of the answer.' },
      }),
      description: 'The parts that add up to the answer.',
    },
    Change: {
      ...objectOf({ field: text, value, probability, difference, decision: details.decision }, ['decision']),
      description: 'The same row with another value in one field.',
    },
    Counterfactual: {
      ...objectOf(
        {
          strongest: listOf(ref('Change'), 'The ten changes that move the probability most; of each number, one.'),
          crossing: listOf(
            ref('Change'),
            'All changes that cross the threshold, if the query has one; of each number, the nearest value on each side.',
          ),
        },
        ['crossing'],
      ),
      description: 'What changing one field would do, for the fields that the model marks as changeable.',
    },
  };
}

/** The envelope that callers of the replaced service expect. */
function envelope(body: JsonSchema): JsonSchema {
  return objectOf({ statusCode: { const: 200 }, body });
}

function objectOf(properties: Record<string, JsonSchema>, optional: readonly string[] = []): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties).filter((name) => !optional.includes(name)) };
}

function listOf(items: JsonSchema, description?: string): JsonSchema {
  return { type: 'array', items, ...(description && { description }) };
}

function pairOf(items: JsonSchema, description: string): JsonSchema {
  return { type: 'array', items, minItems: 2, maxItems: 2, description };
}
