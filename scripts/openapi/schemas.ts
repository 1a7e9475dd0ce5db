import * as z from 'zod';
import { artifactSchemas } from '../../src/core/artifact.ts';
import { answerSchemas, PROBLEM_TYPES } from '../../src/core/contract/answer-schemas.ts';
import { OUTPUT } from '../../src/core/contract/open-inference.ts';
import { fieldSchema } from '../../src/core/field.ts';
import { positionalAnswers } from './positional-answers.ts';
import { SAME_LENGTH, sameLengthSchema } from './same-length.ts';

const registry = z.registry<{ id: string }>();

/** Registers the name of a schema in the document. */
function named<Schema extends z.core.$ZodType>(id: string, schema: Schema): Schema {
  registry.add(schema, { id });
  return schema;
}

const probability = z.number().min(0).max(1);
const count = z.int().min(0);
const digest = z.string().describe('sha256 of everything that determines the answers of the variant');
const schema = z.record(z.string(), z.unknown());

const RECALIBRATION =
  'What recalibration to recent outcomes added to the intercept. The thresholds of the curves are shifted with the answers. ' +
  'Log loss, Brier score and calibration error are those of training';

const CALIBRATION =
  'The line that makes answers right for times ahead, as far as the training rows tell. If applied, it is part of the ' +
  'coefficients; if not, it would not have helped in every window of the training rows';

const changes = {
  calibration: artifactSchemas().training.shape.calibration.check(z.describe(CALIBRATION)),
  recalibration: artifactSchemas().training.shape.recalibration.check(z.describe(RECALIBRATION)),
};

const summary = z.object({
  model: z.string(),
  title: z.string(),
  classes: z.tuple([z.string(), z.string()]).describe('Names of the negative and the positive class'),
  serves: z.array(z.object({ variant: z.string(), weight: z.number() })),
  shadow: z.array(z.string()),
  variants: z.array(z.object({ variant: z.string(), digest, ...changes })),
});

export const modelList = named('ModelList', z.object({ models: z.array(summary) }));

export const modelShown = named(
  'Model',
  summary.extend({
    fields: z.array(fieldSchema()),
    changeable: z.array(z.string()),
    thresholds: z.record(z.string(), probability),
    schema: schema.describe('JSON Schema of a row'),
    example: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    links: z
      .record(z.enum(['infer', 'inferVariant', 'inferTensors', 'problems', 'reference', 'openapi']), z.string())
      .describe('Paths of this service; replace {variant} with the name of a variant'),
    headers: z
      .record(z.string(), z.object({ required: z.boolean(), description: z.string() }))
      .describe('Headers of a request'),
    options: z
      .record(z.string(), z.object({ description: z.string(), schema, mostRows: count.optional() }))
      .describe('Query parameters; each variant lists those that it supports'),
    bodies: z
      .array(
        z.object({
          name: z.enum(['row', 'batch', 'lines']),
          contentType: z.string(),
          form: z.string(),
          answer: z.string().describe('Name of the schema in answers.$defs'),
          most: z.object({ bytes: count, rows: count, charactersPerLine: count }).partial(),
        }),
      )
      .describe('The forms of a request, their limits for the tier of keys that allows most, and their answers'),
    answers: z.object({ $schema: z.string(), $defs: z.record(z.string(), schema) }).describe('JSON Schemas of answers'),
    variants: z.array(
      z.object({
        variant: z.string(),
        digest,
        description: z.string().optional(),
        rows: count.optional().describe('Training rows'),
        source: z.string().optional().describe('The software that has fitted the variant, if it was imported'),
        interval: z.boolean().describe('Whether the variant supports the option interval'),
        options: z.array(z.string()).describe('Names of the options that the variant supports'),
        ...changes,
        evaluation: artifactSchemas().artifact.shape.evaluation,
      }),
    ),
  }),
);

export const status = named('Status', z.object({ status: z.enum(['ok', 'ready']) }));

const tensor = z.object({ name: z.string(), datatype: z.string(), shape: z.array(z.int()) });

export const serverMetadata = named(
  'ServerMetadata',
  z.object({ name: z.string(), version: z.string(), extensions: z.array(z.string()) }),
);
export const serverLive = named('ServerLive', z.object({ live: z.boolean() }));
export const serverReady = named('ServerReady', z.object({ live: z.boolean(), ready: z.boolean() }));
const tensors = z.array(tensor);
const versions = z.array(z.string());
export const modelMetadata = named(
  'ModelMetadata',
  z.object({ name: z.string(), versions, platform: z.string(), inputs: tensors, outputs: tensors }),
);
export const modelReady = named('ModelReady', z.object({ name: z.string(), ready: z.boolean() }));
export const inferenceResponse = named(
  'InferenceResponse',
  z.object({
    model_name: z.string(),
    model_version: z.string(),
    id: z.string().optional(),
    parameters: z.object({ digest, warnings: z.string().optional() }),
    outputs: z.array(
      z.object({
        name: z.literal(OUTPUT),
        datatype: z.literal('FP64'),
        shape: z.tuple([count, count]).describe('Number of rows, and 2'),
        data: z.array(probability).describe('Both probabilities, row by row'),
      }),
    ),
  }),
);
export const openInferenceError = named('OpenInferenceError', z.object({ error: z.string() }));

/** The problem document that answers a request as a whole. */
const PROBLEM = {
  type: 'object',
  description: 'RFC 9457. The type is the path of a page that explains how to fix the problem.',
  properties: {
    type: { enum: PROBLEM_TYPES },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string', description: 'Path of the request' },
    request_id: { type: 'string' },
    errors: { type: 'array', items: reference('Issue') },
    errorMessage: { type: 'string', description: 'The detail once more, if the body has calls: BigQuery shows it' },
  },
  required: ['type', 'title', 'status', 'detail', 'instance', 'request_id'],
};

/** All named schemas, as `components.schemas` of an OpenAPI document. */
export function componentSchemas(): Record<string, object> {
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri, override: tupleAsList });
  const fromZod = Object.entries(schemas).map(([id, { $id: _, $schema: __, ...schema }]) => [id, schema] as const);
  return {
    ...answerSchemas(uri),
    ...positionalAnswers(),
    Problem: PROBLEM,
    [SAME_LENGTH]: sameLengthSchema(),
    ...Object.fromEntries(fromZod),
  };
}

function uri(id: string): string {
  return `#/components/schemas/${id}`;
}

/** Writes a tuple as a list of fixed length, which more viewers and generators understand. Its items have one type. */
function tupleAsList({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const { prefixItems } = jsonSchema;
  if (prefixItems === undefined) return;
  delete jsonSchema.prefixItems;
  Object.assign(jsonSchema, { items: prefixItems[0], minItems: prefixItems.length, maxItems: prefixItems.length });
}

/** A reference to a named schema. */
export function reference(schema: z.core.$ZodType | string): { $ref: string } {
  const id = typeof schema === 'string' ? schema : registry.get(schema)?.id;
  if (id === undefined) throw new Error('the schema has no name');
  return { $ref: uri(id) };
}
