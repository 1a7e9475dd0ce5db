import { PROBLEMS } from './problems.ts';
import type { JsonSchema } from './row-schema.ts';

const probability = { type: 'number', minimum: 0, maximum: 1 };
const text = { type: 'string' };
const value = { type: ['string', 'number'] };

/** A list of the names of problems, as their `type` has them. */
export const PROBLEM_TYPES = Object.keys(PROBLEMS).map((code) => `/problems/${code}`);

/**
 * What is answered to a row, a batch and a line of rows, and all that these are made of, as JSON Schemas by name. How
 * one refers to another is up to the document that they stand in.
 */
export function answerSchemas(refer: (name: string) => string): Record<string, JsonSchema> {
  const ref = (name: string) => ({ $ref: refer(name) });
  const answered = {
    model: text,
    variant: text,
    warnings: listOf(ref('Issue'), 'Categories that the model does not know; they contributed nothing.'),
    threshold: ref('Threshold'),
  };
  const details = {
    decision: { ...text, description: 'Name of the class, where there is a threshold.' },
    interval: ref('Interval'),
    explanation: ref('Explanation'),
    counterfactual: ref('Counterfactual'),
  };
  const optional = ['warnings', 'threshold'];
  return {
    RowAnswer: envelope(
      objectOf({ prediction: ref('Prediction'), ...answered, ...details }, [...optional, ...Object.keys(details)]),
    ),
    BatchAnswer: envelope(
      objectOf(
        {
          predictions: listOf(ref('Prediction')),
          ...answered,
          decisions: listOf(text),
          intervals: listOf(ref('Interval')),
          explanations: listOf(ref('Explanation')),
          counterfactuals: listOf(ref('Counterfactual')),
        },
        [...optional, 'decisions', 'intervals', 'explanations', 'counterfactuals'],
      ),
    ),
    LineAnswer: { oneOf: [ref('AnsweredLine'), ref('LineProblem')] },
    AnsweredLine: objectOf({ prediction: ref('Prediction'), warnings: answered.warnings, ...details }, [
      'warnings',
      ...Object.keys(details),
    ]),
    LineProblem: {
      ...objectOf(
        {
          type: { enum: PROBLEM_TYPES },
          title: text,
          status: { type: 'integer' },
          detail: text,
          errors: listOf(ref('Issue')),
        },
        ['errors'],
      ),
      description: 'Why the row in this place was refused; with status 401 or 503, why the line is the last.',
    },
    Prediction: pairOf(probability, 'Probabilities of the negative and of the positive class.'),
    Interval: pairOf(probability, 'Low and high bound of the probability of the positive class.'),
    Issue: objectOf({ pointer: { ...text, description: 'JSON Pointer (RFC 6901) into the body.' }, detail: text }),
    Threshold: {
      ...objectOf({ value: probability, name: text, measured: listOf(measured()) }, ['name']),
      description: 'The probability from which on a row is called positive, and how good that was on held-out rows.',
    },
    Explanation: {
      ...objectOf({
        baseline: { type: 'number', description: 'Log-odds of an average row.' },
        contributions: listOf(
          contribution(),
          'What fields, and crosses of fields, add to the baseline; the largest first.',
        ),
        logit: { type: 'number', description: 'baseline plus all logOdds: exactly the log-odds of the answer.' },
      }),
      description: 'Why the answer is what it is.',
    },
    Change: {
      ...objectOf(
        {
          field: text,
          value,
          probability,
          difference: { type: 'number', description: 'How much the probability changes.' },
          decision: details.decision,
        },
        ['decision'],
      ),
      description: 'The same row but for one field.',
    },
    Counterfactual: {
      ...objectOf(
        {
          strongest: listOf(ref('Change'), 'The ten changes that move the probability most.'),
          crossing: listOf(ref('Change'), 'All changes that cross the threshold, where there is one.'),
        },
        ['crossing'],
      ),
      description: 'What changes of one field would do, among the fields that the model marks as changeable.',
    },
  };
}

/** The envelope of the service that this one replaces. */
function envelope(body: JsonSchema): JsonSchema {
  return objectOf({ statusCode: { const: 200 }, body });
}

function measured(): JsonSchema {
  return objectOf({
    split: { enum: ['random', 'time'] },
    at: {
      ...probability,
      description: 'Where, at or below the threshold, it was measured.',
    },
    precision: {
      type: ['number', 'null'],
      minimum: 0,
      maximum: 1,
      description: 'Share of rows called positive that were.',
    },
    recall: { ...probability, description: 'Share of positive rows called so.' },
  });
}

function contribution(): JsonSchema {
  return objectOf({
    fields: listOf(text),
    values: listOf({ type: ['string', 'number', 'null'] }),
    logOdds: { type: 'number' },
    oddsRatio: { type: 'number', minimum: 0 },
  });
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
