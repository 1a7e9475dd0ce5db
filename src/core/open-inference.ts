import * as z from 'zod/mini';
import type { Field } from './artifact.ts';
import { lazily } from './lazily.ts';

const INTEGERS = ['INT8', 'INT16', 'INT32', 'INT64', 'UINT8', 'UINT16', 'UINT32', 'UINT64'] as const;
const FLOATS = ['FP16', 'FP32', 'FP64'] as const;

function define() {
  const count = z.int().check(z.nonnegative());
  const parameters = z.optional(z.record(z.string(), z.unknown()));

  const inputSchema = z.object({
    name: z.string(),
    shape: z.array(count).check(z.minLength(1)),
    datatype: z.enum(['BYTES', ...INTEGERS, ...FLOATS]),
    parameters,
    /** Row by row; flat, or nested as the shape says. */
    data: z.array(z.unknown()),
  });

  return z.object({
    id: z.optional(z.string()),
    parameters,
    inputs: z.array(inputSchema).check(z.minLength(1)),
    outputs: z.optional(z.array(z.object({ name: z.string(), parameters }))),
  });
}

/** A request of the Open Inference Protocol V2 in JSON: one tensor per field, as long as there are rows. */
export const inferenceRequestSchema = lazily(define);

export type InferenceRequest = z.infer<ReturnType<typeof inferenceRequestSchema>>;

/** Name of the only output: for every row the probabilities of the negative and the positive class. */
export const OUTPUT = 'prediction';

/** Datatypes that a field may be sent as; the first is the one that metadata names. */
export const DATATYPES = {
  category: ['BYTES'],
  integer: ['INT64', ...INTEGERS],
  number: ['FP64', ...FLOATS, ...INTEGERS],
} as const;

/** What a model takes and gives, as the protocol's metadata says it; −1 stands for the number of rows. */
export function tensorsOf(fields: readonly Field[]) {
  return {
    inputs: fields.map(({ name, type }) => ({ name, datatype: DATATYPES[type][0], shape: [-1] })),
    outputs: [{ name: OUTPUT, datatype: 'FP64', shape: [-1, 2] }],
  };
}

/** The rows that the tensors of a request hold, or what is wrong with the tensors; values are left to `encodeRow`. */
export function rowsOf(
  { inputs, outputs = [] }: InferenceRequest,
  fields: readonly Field[],
): { rows: Record<string, unknown>[]; problems: string[] } {
  const names = inputs.map(({ name }) => name);
  const known = fields.map(({ name }) => name);
  const problems = [
    ...known.filter((name) => !names.includes(name)).map((name) => `the input ${name} is missing`),
    ...names.filter((name, i) => names.indexOf(name) < i).map((name) => `the input ${name} is there twice`),
    ...names.filter((name) => !known.includes(name)).map((name) => `${name} is not an input: ${known.join(', ')}`),
    ...outputs.filter(({ name }) => name !== OUTPUT).map(({ name }) => `${name} is not an output: ${OUTPUT}`),
  ];
  const rowCount = inputs[0]?.shape[0] ?? 0;
  const columns = fields.flatMap((field) => {
    const input = inputs.find(({ name }) => name === field.name);
    if (input === undefined) return [];
    const { datatype, shape, data } = input;
    const allowed: readonly string[] = DATATYPES[field.type];
    const values = data.flat(shape.length - 1);
    if (!allowed.includes(datatype)) {
      problems.push(
        `the input ${field.name} has the datatype ${datatype}: expected ${[...new Set(allowed)].join(', ')}`,
      );
    } else if (shape[0] !== rowCount || shape.slice(1).some((size) => size !== 1)) {
      problems.push(`the input ${field.name} has the shape [${shape}]: expected [${rowCount}] or [${rowCount},1]`);
    } else if (values.length !== rowCount) {
      problems.push(`the input ${field.name} has ${values.length} values in data, but its shape is [${shape}]`);
    }
    return [[field.name, values] as const];
  });
  if (problems.length > 0) return { rows: [], problems };
  const rows = Array.from({ length: rowCount }, (_, r) =>
    Object.fromEntries(columns.map(([name, values]) => [name, values[r]])),
  );
  return { rows, problems };
}
