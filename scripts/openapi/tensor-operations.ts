import * as z from 'zod';
import type { Artifact } from '../../src/core/artifact.ts';
import { DATATYPES, inferenceRequestSchema, OUTPUT, tensorsOf } from '../../src/core/open-inference.ts';
import { rowSchema } from '../../src/core/row-schema.ts';
import { type DocumentedModel, pascalCase, SUBJECT, variantParameter } from './documented-model.ts';
import { BODY, GUARDED, ok, problems } from './responses.ts';
import { inferenceResponse } from './schemas.ts';

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
  } satisfies z.infer<ReturnType<typeof inferenceRequestSchema>>;
  const post = {
    tags: ['Open Inference Protocol'],
    summary: title,
    description: `Inputs: ${inputs.map(({ name, datatype }) => `${name} (${datatype})`).join(', ')}.`,
    security: [{ apiKey: [] }],
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: { $ref: `#/components/schemas/${pascalCase(model)}Tensors` }, example },
      },
    },
    responses: {
      200: ok('An output of shape [rows, 2]', [inferenceResponse], 'digest'),
      ...problems(
        [...BODY, ...GUARDED, 'forbidden', 'header-too-long', 'unknown-model', 'unknown-variant'],
        'open-inference',
      ),
    },
  };
  const paths = {
    [`/v2/models/${model}/infer`]: {
      parameters: [SUBJECT],
      post: { operationId: `infer${pascalCase(model)}Tensors`, ...post },
    },
    [`/v2/models/${model}/versions/{variant}/infer`]: {
      parameters: [variantParameter(artifacts)],
      post: { operationId: `infer${pascalCase(model)}VariantTensors`, ...post },
    },
  };
  return { schemas: { [`${pascalCase(model)}Tensors`]: tensorsSchema(fields) }, paths };
}

/** A request of the protocol with a tensor for every field; that they are equally long, no schema can say. */
function tensorsSchema(fields: Artifact['fields']) {
  const { $schema: _, ...schema } = z.toJSONSchema(inferenceRequestSchema(), { io: 'input' });
  const { properties: values = {} } = rowSchema(fields) as { properties?: Record<string, object> };
  const inputs = fields.map(({ name, type }) => ({
    type: 'object',
    properties: {
      name: { const: name },
      datatype: { enum: DATATYPES[type] },
      shape: { type: 'array', items: { type: 'integer', minimum: 1 }, minItems: 1, maxItems: 2 },
      data: { type: 'array', items: values[name], minItems: 1 },
    },
    required: ['name', 'datatype', 'shape', 'data'],
  }));
  const outputs = {
    type: 'array',
    items: { type: 'object', properties: { name: { const: OUTPUT } }, required: ['name'] },
  };
  return {
    ...schema,
    properties: {
      ...schema.properties,
      inputs: { type: 'array', items: { anyOf: inputs }, minItems: inputs.length, maxItems: inputs.length },
      outputs,
    },
  };
}
