import * as z from 'zod';
import type { Artifact } from '../../src/core/artifact.ts';
import { LEVELS, querySchema } from '../../src/core/query.ts';
import { rowSchema } from '../../src/core/row-schema.ts';
import { type DocumentedModel, pascalCase, SUBJECT, variantParameter } from './documented-model.ts';
import { BODY, GUARDED, ok, problems } from './responses.ts';
import { batchAnswer, rowAnswer } from './schemas.ts';

const OPTIONS = {
  explain: 'Tell what every field adds to the log-odds of an average row. At most 100 rows at once.',
  threshold:
    'Decide: the class that a probability from here on means, with precision and recall as measured on held-out rows.',
  counterfactuals: 'Tell what changes of one field would do. At most 100 rows at once.',
  interval:
    'Tell how sure the probability of the positive class is: the bounds that hold it with this chance, as far as the form of the model is right. They narrow with more training rows like this one; the outcome itself stays as open as the probability says. At most 100 rows at once.',
} satisfies Record<keyof typeof querySchema.shape, string>;

/** Name of the schema of a model's row: `us-delay` is `UsDelayRow`. */
export function rowName(model: string): string {
  return `${pascalCase(model)}Row`;
}

/** `POST /inference/<model>` and the same with a variant, with the schema of a row. */
export function inferenceOperations({ model, artifacts }: DocumentedModel) {
  const [{ title, fields, examples, classes }] = artifacts;
  const row = { $ref: `#/components/schemas/${rowName(model)}` };
  const batch = {
    type: 'object',
    properties: {
      instances: {
        type: 'array',
        items: row,
        minItems: 1,
        description: 'In order; a deployment limits how many (10,000 unless it says otherwise).',
      },
    },
    required: ['instances'],
    additionalProperties: false,
  };
  const inputs = examples.map(({ input }) => input);
  const [first] = inputs;
  const options = queryParameters(artifacts[0]);
  const post = {
    tags: ['Inference'],
    summary: title,
    description: `Probabilities of “${classes[0]}” and “${classes[1]}”, for a row, a batch, or NDJSON line by line.`,
    security: [{ apiKey: [] }],

    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: { anyOf: [row, batch] },
          examples: { row: { value: first }, batch: { value: { instances: inputs } } },
        },
        'application/x-ndjson': {
          schema: { description: `Lines of JSON, each a ${rowName(model)}.` },
          example: inputs.map((input) => `${JSON.stringify(input)}\n`).join(''),
        },
      },
    },
    responses: {
      200: answers(),
      ...problems([
        ...BODY,
        ...GUARDED,
        'invalid-option',
        'forbidden',
        'header-too-long',
        'unknown-model',
        'unknown-variant',
      ]),
    },
  };
  return {
    schemas: { [rowName(model)]: { description: title, ...rowSchema(fields), examples: inputs } },
    paths: {
      [`/inference/${model}`]: {
        parameters: [SUBJECT, ...options],
        post: { operationId: `infer${pascalCase(model)}`, ...post },
      },
      [`/inference/${model}/{variant}`]: {
        parameters: [variantParameter(artifacts), ...options],
        post: { operationId: `infer${pascalCase(model)}Variant`, ...post },
      },
    },
  };
}

function answers() {
  const answer = ok('Probabilities, and what the options ask for', [rowAnswer, batchAnswer], 'digest');
  const lines = 'A line per line of the request: {"prediction": […]}, or the problem of that row in its place.';
  return {
    ...answer,
    content: { ...answer.content, 'application/x-ndjson': { schema: { description: lines } } },
  };
}

function queryParameters({ thresholds }: Artifact) {
  const { properties = {} } = z.toJSONSchema(querySchema, { io: 'input' });
  const numbers = { threshold: thresholdSchema(Object.keys(thresholds)), interval: LEVEL };
  return Object.entries(OPTIONS).map(([name, description]) => {
    const schema = numbers[name as keyof typeof numbers] ?? properties[name];
    return { name, in: 'query', description, allowEmptyValue: !(name in numbers), schema };
  });
}

const LEVEL = { type: 'number', minimum: LEVELS.lowest, maximum: LEVELS.highest, examples: [0.9] };

function thresholdSchema(names: readonly string[]) {
  const number = { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 };
  return names.length > 0 ? { anyOf: [number, { type: 'string', enum: names }] } : number;
}
