import * as z from 'zod';
import { artifactSchemas } from '../../src/core/artifact.ts';
import { OUTPUT } from '../../src/core/open-inference.ts';
import { PROBLEMS } from '../../src/core/problems.ts';

const registry = z.registry<{ id: string }>();

/** Gives a schema its name in the document. */
function named<Schema extends z.core.$ZodType>(id: string, schema: Schema): Schema {
  registry.add(schema, { id });
  return schema;
}

const probability = z.number().min(0).max(1);
const count = z.int().min(0);
const digest = z.string().describe('sha256 of what the variant answers with');

const prediction = named(
  'Prediction',
  z.tuple([probability, probability]).describe('Probabilities of the negative and of the positive class.'),
);

const issue = named(
  'Issue',
  z.object({ pointer: z.string().describe('JSON Pointer (RFC 6901) into the body'), detail: z.string() }),
);

const threshold = named(
  'Threshold',
  z
    .object({
      value: probability,
      name: z.string().optional(),
      measured: z.array(
        z.object({
          split: z.enum(['random', 'time']),
          at: probability.describe('The hundredth at or below the threshold, where it was measured'),
          precision: probability.nullable().describe('Share of rows called positive that were'),
          recall: probability.describe('Share of positive rows called so'),
        }),
      ),
    })
    .describe('The probability from which on a row is called positive, and how good that was on held-out rows.'),
);

const value = z.union([z.string(), z.number()]);

const explanation = named(
  'Explanation',
  z
    .object({
      baseline: z.number().describe('Log-odds of an average row'),
      contributions: z
        .array(
          z.object({
            fields: z.array(z.string()),
            values: z.array(value.nullable()),
            logOdds: z.number(),
            oddsRatio: z.number().min(0),
          }),
        )
        .describe('What fields, and crosses of fields, add to the baseline; the largest first'),
      logit: z.number().describe('baseline plus all logOdds: exactly the log-odds of the answer'),
    })
    .describe('Why the answer is what it is.'),
);

const change = named(
  'Change',
  z
    .object({
      field: z.string(),
      value,
      probability,
      difference: z.number().describe('How much the probability changes'),
      decision: z.string().optional().describe('The class, where there is a threshold'),
    })
    .describe('The same row but for one field.'),
);

const counterfactual = named(
  'Counterfactual',
  z
    .object({
      strongest: z.array(change).describe('The ten changes that move the probability most'),
      crossing: z.array(change).optional().describe('All changes that cross the threshold, where there is one'),
    })
    .describe('What changes of one field would do, among the fields that the model marks as changeable.'),
);

const interval = named(
  'Interval',
  z.tuple([probability, probability]).describe('Low and high bound of the probability of the positive class.'),
);

const answered = {
  model: z.string(),
  variant: z.string(),
  warnings: z.array(issue).optional().describe('Categories that the model does not know; they contributed nothing'),
  threshold: threshold.optional(),
};

export const rowAnswer = named(
  'RowAnswer',
  z.object({
    statusCode: z.literal(200),
    body: z.object({
      prediction,
      ...answered,
      decision: z.string().optional(),
      interval: interval.optional(),
      explanation: explanation.optional(),
      counterfactual: counterfactual.optional(),
    }),
  }),
);

export const batchAnswer = named(
  'BatchAnswer',
  z.object({
    statusCode: z.literal(200),
    body: z.object({
      predictions: z.array(prediction),
      ...answered,
      decisions: z.array(z.string()).optional(),
      intervals: z.array(interval).optional(),
      explanations: z.array(explanation).optional(),
      counterfactuals: z.array(counterfactual).optional(),
    }),
  }),
);

const summary = z.object({
  model: z.string(),
  title: z.string(),
  classes: z.tuple([z.string(), z.string()]).describe('Names of the negative and the positive class'),
  serves: z.array(z.object({ variant: z.string(), weight: z.number() })),
  shadow: z.array(z.string()),
  variants: z.array(z.object({ variant: z.string(), digest })),
});

export const modelList = named('ModelList', z.object({ models: z.array(summary) }));

export const modelShown = named(
  'Model',
  summary.extend({
    fields: z.array(artifactSchemas().field),
    changeable: z.array(z.string()),
    thresholds: z.record(z.string(), probability),
    schema: z.record(z.string(), z.unknown()).describe('JSON Schema of a row'),
    example: z.record(z.string(), value),
    variants: z.array(
      z.object({
        variant: z.string(),
        digest,
        rows: count,
        interval: z.boolean().describe('Whether it can tell how sure its answers are'),
        evaluation: artifactSchemas().artifact.shape.evaluation,
      }),
    ),
  }),
);

export const status = named('Status', z.object({ status: z.enum(['ok', 'ready']) }));

export const problem = named(
  'Problem',
  z
    .object({
      type: z.enum(Object.keys(PROBLEMS).map((code) => `/problems/${code}`)),
      title: z.string(),
      status: z.int(),
      detail: z.string(),
      instance: z.string(),
      request_id: z.string(),
      errors: z.array(issue).optional(),
    })
    .describe('RFC 9457. The type leads to a page that says how to mend it.'),
);

const tensor = z.object({ name: z.string(), datatype: z.string(), shape: z.array(z.int()) });

export const serverMetadata = named(
  'ServerMetadata',
  z.object({ name: z.string(), version: z.string(), extensions: z.array(z.string()) }),
);
export const serverLive = named('ServerLive', z.object({ live: z.boolean() }));
export const serverReady = named('ServerReady', z.object({ live: z.boolean(), ready: z.boolean() }));
export const modelMetadata = named(
  'ModelMetadata',
  z.object({
    name: z.string(),
    versions: z.array(z.string()),
    platform: z.string(),
    inputs: z.array(tensor),
    outputs: z.array(tensor),
  }),
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
        shape: z.tuple([count, count]).describe('Rows, and 2'),
        data: z.array(probability).describe('Row by row, both probabilities'),
      }),
    ),
  }),
);
export const openInferenceError = named('OpenInferenceError', z.object({ error: z.string() }));

/** All named schemas, as `components.schemas` of an OpenAPI document. */
export function componentSchemas(): Record<string, object> {
  const uri = (id: string) => `#/components/schemas/${id}`;
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri, override: tupleAsList });
  return Object.fromEntries(Object.entries(schemas).map(([id, { $id: _, $schema: __, ...schema }]) => [id, schema]));
}

/** Tuples here hold one type: as a list of a fixed length, more viewers and generators understand them. */
function tupleAsList({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const { prefixItems } = jsonSchema;
  if (prefixItems === undefined) return;
  delete jsonSchema.prefixItems;
  Object.assign(jsonSchema, { items: prefixItems[0], minItems: prefixItems.length, maxItems: prefixItems.length });
}

/** A reference to a named schema. */
export function reference(schema: z.core.$ZodType): { $ref: string } {
  const { id } = registry.get(schema) ?? {};
  if (id === undefined) throw new Error('the schema has no name');
  return { $ref: `#/components/schemas/${id}` };
}
