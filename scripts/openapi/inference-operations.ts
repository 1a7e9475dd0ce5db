import type { Artifact } from '../../src/core/artifact.ts';
import { rowSchema } from '../../src/core/row-schema.ts';
import { type DocumentedModel, pascalCase, SUBJECT, variantParameter } from './documented-model.ts';
import { byOptions, queryParameters } from './options.ts';
import { BODY, GUARDED, ok, problems } from './responses.ts';
import { batchAnswer, rowAnswer } from './schemas.ts';

/** Name of the schema of a model's row: `us-delay` is `UsDelayRow`. */
export function rowName(model: string): string {
  return `${pascalCase(model)}Row`;
}

/** `POST /inference/<model>` and the same with a variant, with the schema of a row. */
export function inferenceOperations({ model, artifacts, routed }: DocumentedModel) {
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
  const [most, ...others] = byOptions(artifacts) as [Artifact[], ...Artifact[][]];
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
        parameters: [SUBJECT, ...queryParameters(routed)],
        post: { operationId: `infer${pascalCase(model)}`, ...post },
      },
      [`/inference/${model}/{variant}`]: {
        parameters: [variantParameter(most), ...queryParameters(most)],
        post: { operationId: `infer${pascalCase(model)}Variant`, ...post },
      },
      ...Object.fromEntries(others.flat().map((artifact) => ofItsOwn(artifact, post))),
    },
  };
}

/** A variant that takes fewer options than others of its model has a path of its own, since a path lists its options. */
function ofItsOwn(artifact: Artifact, post: object) {
  const { model, variant } = artifact;
  const operationId = `infer${pascalCase(model)}${pascalCase(variant)}`;
  return [
    `/inference/${model}/${variant}`,
    { parameters: queryParameters([artifact]), post: { operationId, ...post } },
  ];
}

function answers() {
  const answer = ok('Probabilities, and what the options ask for', [rowAnswer, batchAnswer], 'digest');
  const lines = 'A line per line of the request: {"prediction": […]}, or the problem of that row in its place.';
  return {
    ...answer,
    content: { ...answer.content, 'application/x-ndjson': { schema: { description: lines } } },
  };
}
