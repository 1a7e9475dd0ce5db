import * as z from 'zod';
import { Failure } from '../cli/failure.ts';
import { reach } from '../cli/reach.ts';

const fieldSchema = z.object({
  name: z.string(),
  type: z.enum(['category', 'integer', 'number', 'timestamp']),
  description: z.string().default(''),
  vocabulary: z.array(z.string()).optional(),
  unknown: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  zone: z.string().optional(),
  missing: z.literal('own').optional(),
});

const modelSchema = z.object({
  model: z.string(),
  title: z.string(),
  classes: z.tuple([z.string(), z.string()]),
  fields: z.array(fieldSchema),
  variants: z.array(z.object({ variant: z.string(), digest: z.string() })),
});

const modelsSchema = z.object({ models: z.array(z.object({ model: z.string() })) });

/** What a client needs to know about a model: see `GET /models/:model`. */
export type DescribedModel = z.infer<typeof modelSchema>;
export type DescribedField = DescribedModel['fields'][number];

/** Reads a path of a service as JSON. */
export type ReadPath = (path: string) => Promise<unknown>;

/** Every model that is served, as the service describes it. @throws {Failure} if it is another service */
export async function describedModels(read: ReadPath): Promise<DescribedModel[]> {
  const { models } = parsed(modelsSchema, await read('/models'), '/models');
  return Promise.all(
    models.map(async ({ model }) => {
      const path = `/models/${model}`;
      return parsed(modelSchema, await read(path), path);
    }),
  );
}

function parsed<T>(schema: z.ZodType<T>, json: unknown, path: string): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw new Failure(`${path} does not describe models as this service does: ${z.prettifyError(result.error)}`);
}

/** Reads from a running service. @throws {Failure} with its problem, or if it cannot be reached */
export function readService(origin: string, key: string | undefined): ReadPath {
  return async (path) => {
    const url = new URL(path, origin);
    const response = await reach(url, { headers: key === undefined ? {} : { 'x-api-key': key } });
    if (!response.ok)
      throw new Failure(`${url} answers ${response.status}${response.status === 401 ? ': pass --key' : ''}`);
    return response.json();
  };
}
