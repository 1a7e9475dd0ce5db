import type { Field } from '../../src/core/artifact.ts';

/*
 * The bodies of warehouses that call over HTTP: `calls` of BigQuery, `data` of Snowflake and Teradata.
 */

const ROW_NUMBER = { type: 'integer', minimum: 0 };
const VALUE = { type: ['string', 'number', 'null'] };

/** The schemas of both bodies for a model. */
export function positionalBodies(fields: readonly Field[]) {
  const names = fields.map(({ name }) => name);
  return [
    body('calls', names.length, `Values of ${names.join(', ')}. Other members of the body are ignored.`),
    body('data', names.length + 1, `The number of the row, then values of ${names.join(', ')}.`),
  ];
}

function body(member: string, length: number, description: string) {
  const row = { type: 'array', items: VALUE, minItems: length, maxItems: length, description };
  return { type: 'object', properties: { [member]: { type: 'array', items: row, minItems: 1 } }, required: [member] };
}

/** The schemas of the answers, by name. */
export function positionalAnswers(): Record<string, object> {
  const probability = { type: ['number', 'null'], minimum: 0, maximum: 1 };
  const description = 'Probabilities of the positive class, in order; null for a row that is refused.';
  const pair = { type: 'array', items: { anyOf: [ROW_NUMBER, probability] }, minItems: 2, maxItems: 2 };
  return {
    CallsAnswer: answer('replies', probability, description),
    DataAnswer: answer('data', pair, `The number of each row, and its probability. ${description}`),
  };
}

function answer(member: string, items: object, description: string) {
  return { type: 'object', properties: { [member]: { type: 'array', items, description } }, required: [member] };
}

/** Examples of both bodies, by name. */
export function positionalExamples(inputs: readonly object[], fields: readonly Field[]) {
  const calls = inputs.map((input) => fields.map(({ name }) => Reflect.get(input, name) ?? null));
  return { calls: { value: { calls } }, data: { value: { data: calls.map((values, row) => [row, ...values]) } } };
}

/** The answers to these examples. @param predictions the probabilities of both classes for each input */
export function positionalAnswerExamples(predictions: readonly (readonly [number, number])[]) {
  const replies = predictions.map(([, positive]) => positive);
  return { calls: { value: { replies } }, data: { value: { data: replies.map((answer, row) => [row, answer]) } } };
}
