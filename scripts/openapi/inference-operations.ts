import * as z from 'zod';
import type { Artifact } from '../../src/core/artifact.ts';
import { type inferenceRequestSchema, OUTPUT, tensorsOf } from '../../src/core/open-inference.ts';
import { querySchema } from '../../src/core/query.ts';
import { rowSchema } from '../../src/core/row-schema.ts';
import { BODY, GUARDED, ok, problems } from './responses.ts';
import { batchAnswer, inferenceRequest, inferenceResponse, reference, rowAnswer } from './schemas.ts';

/** The most rows of a batch, unless LIMITS in wrangler.toml says otherwise. */
const MOST_ROWS = 10_000;

const OPTIONS = {
  explain: 'Tell what every field adds to the log-odds of an average row. At most 100 rows at once.',
  threshold:
    'Decide: the class that a probability from here on means, with precision and recall as measured on held-out rows.',
  counterfactuals: 'Tell what changes of one field would do. At most 100 rows at once.',
} satisfies Record<keyof typeof querySchema.shape, string>;

const SUBJECT = {
  name: 'x-subject',
  in: 'header',
  description: 'Whom the answer is about: the same variant answers a subject every time. The key, when absent.',
  schema: { type: 'string', maxLength: 256 },
};

/** A model as the document needs it: its variants, all with the same fields. */
export interface DocumentedModel {
  model: string;
  artifacts: readonly [Artifact, ...Artifact[]];
}

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
    properties: { instances: { type: 'array', items: row, minItems: 1, maxItems: MOST_ROWS } },
    required: ['instances'],
    additionalProperties: false,
  };
  const inputs = examples.map(({ input }) => input);
  const [first] = inputs;
  const post = {
    tags: ['Inference'],
    summary: title,
    description: `Probabilities of “${classes[0]}” and “${classes[1]}”, for a row, a batch, or NDJSON line by line.`,
    security: [{ apiKey: [] }],
    parameters: [...queryParameters(artifacts[0]), SUBJECT],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: { anyOf: [row, batch] },
          examples: { row: { value: first }, batch: { value: { instances: inputs } } },
        },
        'application/x-ndjson': {
          schema: { type: 'string', description: `Lines of JSON, each a ${rowName(model)}.` },
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
      [`/inference/${model}`]: { post: { operationId: `infer${pascalCase(model)}`, ...post } },
      [`/inference/${model}/{variant}`]: {
        parameters: [variantParameter(artifacts)],
        post: { operationId: `infer${pascalCase(model)}Variant`, ...post },
      },
    },
  };
}

/** `POST /v2/models/<model>/infer` and the same with a version. */
export function openInferenceOperations({ model, artifacts }: DocumentedModel) {
  const [{ title, fields, examples }] = artifacts;
  const { inputs } = tensorsOf(fields);
  const rows = examples.map(({ input }) => input);
  const example = {
    id: 'one',
    inputs: inputs.map(({ name, datatype }) => {
      return { name, datatype, shape: [rows.length], data: rows.map((row) => row[name]) };
    }),
    outputs: [{ name: OUTPUT }],
  } satisfies z.infer<typeof inferenceRequestSchema>;
  const post = {
    tags: ['Open Inference Protocol'],
    summary: title,
    description: `Inputs: ${inputs.map(({ name, datatype }) => `${name} (${datatype})`).join(', ')}.`,
    security: [{ apiKey: [] }],
    parameters: [SUBJECT],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: reference(inferenceRequest), example } },
    },
    responses: {
      200: ok('An output of shape [rows, 2]', [inferenceResponse], 'digest'),
      ...problems(
        [...BODY, ...GUARDED, 'forbidden', 'header-too-long', 'unknown-model', 'unknown-variant'],
        'open-inference',
      ),
    },
  };
  return {
    [`/v2/models/${model}/infer`]: { post: { operationId: `infer${pascalCase(model)}Tensors`, ...post } },
    [`/v2/models/${model}/versions/{variant}/infer`]: {
      parameters: [variantParameter(artifacts)],
      post: { operationId: `infer${pascalCase(model)}VariantTensors`, ...post },
    },
  };
}

function answers() {
  const answer = ok('Probabilities, and what the options ask for', [rowAnswer, batchAnswer], 'digest');
  const lines = 'A line per line of the request: {"prediction": […]}, or the problem of that row in its place.';
  return {
    ...answer,
    content: { ...answer.content, 'application/x-ndjson': { schema: { type: 'string', description: lines } } },
  };
}

function queryParameters({ thresholds }: Artifact) {
  const { properties = {} } = z.toJSONSchema(querySchema, { io: 'input' });
  return Object.entries(OPTIONS).map(([name, description]) => {
    const schema = name === 'threshold' ? thresholdSchema(Object.keys(thresholds)) : properties[name];
    return { name, in: 'query', description, allowEmptyValue: name !== 'threshold', schema };
  });
}

function thresholdSchema(names: readonly string[]) {
  const number = { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 };
  return names.length > 0 ? { anyOf: [number, { type: 'string', enum: names }] } : number;
}

function variantParameter(artifacts: readonly Artifact[]) {
  const schema = { type: 'string', enum: artifacts.map(({ variant }) => variant) };
  return { name: 'variant', in: 'path', required: true, schema };
}

function pascalCase(name: string): string {
  return name.replace(/(^|-)([a-z0-9])/g, (_, __, first: string) => first.toUpperCase());
}
