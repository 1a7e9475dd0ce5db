import * as z from 'zod';
import type { Artifact } from '../../src/core/artifact.ts';
import type { ServedModel } from '../../src/core/contract/model-description.ts';
import {
  DATATYPES,
  type InferenceRequest,
  inferenceRequestSchema,
  OUTPUT,
  tensorsOf,
} from '../../src/core/contract/open-inference.ts';
import type { ProblemCode } from '../../src/core/contract/problems.ts';
import { rowSchema } from '../../src/core/contract/row-schema.ts';
import { NAMED, pascalCase, SUBJECT, variantParameter } from './documented-model.ts';
import type { Place } from './problem-examples.ts';
import { INFERENCE, ok, problems } from './responses.ts';
import { SAME_LENGTH } from './same-length.ts';
import { inferenceResponse, reference } from './schemas.ts';
import { scored } from './scored.ts';

/** `POST /v2/models/<model>/infer`, with and without a version. */
export function openInferenceOperations({ model, artifacts }: ServedModel, rate: Place['rate']) {
  const [first] = artifacts;
  const { title, fields, examples } = first;
  const { inputs } = tensorsOf(fields);
  const rows = examples.map(({ input }) => input);
  const tensors = inputs.map((input) => ({ ...input, shape: [rows.length], data: rows.map((row) => row[input.name]) }));
  const example = { id: 'one', inputs: tensors, outputs: [{ name: OUTPUT }] } satisfies InferenceRequest;
  const name = `${pascalCase(model)}Tensors`;
  const about = {
    tags: ['Open Inference Protocol'],
    description: `Inputs: ${inputs.map(({ name, datatype }) => `${name} (${datatype})`).join(', ')}.`,
    security: [{ apiKey: [] }],
    requestBody: { required: true, content: { 'application/json': { schema: reference(name), example } } },
  };
  const post = (
    operationId: string,
    summary: string,
    path: string,
    answered: Artifact,
    codes: readonly ProblemCode[],
  ) => {
    const value = tensorsAnswered(answered, example.id, rows);
    const answer = ok('One output of shape [rows, 2]', [inferenceResponse], { rows: { value } }, 'digest');
    const place: Place = { path, method: 'POST', artifacts, variant: answered.variant, rate };
    return {
      post: {
        operationId,
        summary,
        ...about,
        responses: { 200: answer, ...problems([...INFERENCE, ...codes], place) },
      },
    };
  };
  const path = `/v2/models/${model}/infer`;
  const pathOf = (variant: string) => `/v2/models/${model}/versions/${variant}/infer`;
  const ofVariant = post(`infer${pascalCase(model)}VariantTensors`, NAMED, pathOf(first.variant), first, [
    'unknown-variant',
  ]);
  const paths = {
    [path]: { parameters: [SUBJECT], ...post(`infer${name}`, title, path, first, ['header-too-long']) },
    [pathOf('{variant}')]: { parameters: [variantParameter(artifacts)], ...ofVariant },
  };
  return { schemas: { [name]: tensorsSchema(fields) }, paths };
}

function tensorsAnswered(artifact: Artifact, id: string, rows: readonly object[]) {
  return {
    model_name: artifact.model,
    model_version: artifact.variant,
    id,
    parameters: { digest: artifact.digest },
    outputs: [{ name: OUTPUT, datatype: 'FP64', shape: [rows.length, 2], data: scored(artifact, rows).flat() }],
  };
}

/**
 * The schema of a request with a tensor per field. What it says of several tensors together stands in `dependentSchemas`, so
 * that generators of clients still see a list of tensors.
 */
function tensorsSchema(fields: Artifact['fields']) {
  const { $schema: _, ...schema } = z.toJSONSchema(inferenceRequestSchema(), { io: 'input' });
  const { properties: values = {} } = rowSchema(fields) as { properties?: Record<string, object> };
  const tensors = fields.map(({ name, type }) => ({
    type: 'object',
    properties: {
      name: { const: name },
      datatype: { enum: DATATYPES[type] },
      shape: { type: 'array', items: { type: 'integer', minimum: 1 }, minItems: 1, maxItems: 2 },
      data: { type: 'array', items: values[name], minItems: 1 },
    },
    required: ['name', 'datatype', 'shape', 'data'],
  }));
  const needed = fields.filter(({ missing }) => missing === undefined);
  const output = { type: 'object', properties: { name: { const: OUTPUT } }, required: ['name'] };
  const inputs = {
    type: 'array',
    items: { anyOf: tensors },
    minItems: Math.max(1, needed.length),
    maxItems: tensors.length,
  };
  const oncePerName = fields.map(({ name, missing }) => ({
    contains: { properties: { name: { const: name } } },
    minContains: missing === undefined ? 1 : 0,
    maxContains: 1,
  }));
  const together = { properties: { inputs: { allOf: [...oncePerName, reference(SAME_LENGTH)] } } };
  return {
    ...schema,
    properties: { ...schema.properties, inputs, outputs: { type: ['array', 'null'], items: output } },
    dependentSchemas: { inputs: together },
  };
}
