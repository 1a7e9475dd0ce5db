import * as z from 'zod/mini';
import type { Field } from '../artifact.ts';
import { lazily } from '../lazily.ts';

const INTEGERS = ['INT8', 'INT16', 'INT32', 'INT64', 'UINT8', 'UINT16', 'UINT32', 'UINT64'] as const;
const FLOATS = ['FP16', 'FP32', 'FP64'] as const;

/** The most tensors that a request may send, and the most outputs that it may ask for. */
export const MOST_TENSORS = 1000;
/** The most sizes that a shape may have. */
export const MOST_DIMENSIONS = 8;

/**
 * An array of bounded length. zod checks the length before the items, so a million bad items cannot produce a million
 * issues, which would overflow the argument limit of a call.
 */
function list<Item extends z.ZodMiniType>(item: Item, [least, most]: [number, number], message: string) {
  return z.array(item, message).check(z.minLength(least, message), z.maxLength(most, message));
}

/**
 * A request of the Open Inference Protocol V2 in JSON: one tensor per field, with a value per row. Null is as good as
 * absent for what may be absent.
 */
export const inferenceRequestSchema = lazily(() => {
  const datatypes = ['BYTES', ...INTEGERS, ...FLOATS] as const;
  const text = z.string('expected a string');
  const size = z.int('expected a whole number').check(z.nonnegative('expected a whole number'));
  const sizes = `expected 1 to ${MOST_DIMENSIONS} sizes, starting with the number of rows`;
  const parameters = z.nullish(z.record(z.string(), z.unknown(), 'expected an object'));

  const inputSchema = z.object(
    {
      name: text,
      shape: list(size, [1, MOST_DIMENSIONS], sizes),
      datatype: z.enum(datatypes, `expected one of ${datatypes.join(', ')}`),
      parameters,
      /** Row by row: flat, or nested like the shape. */
      data: z.array(z.unknown(), 'expected an array of values'),
    },
    'expected an object with name, shape, datatype and data',
  );
  const outputSchema = z.object({ name: text, parameters }, 'expected an object with a name');

  return z.object(
    {
      id: z.nullish(text),
      parameters,
      inputs: list(inputSchema, [1, MOST_TENSORS], `expected 1 to ${MOST_TENSORS} tensors`),
      outputs: z.nullish(list(outputSchema, [0, MOST_TENSORS], `expected up to ${MOST_TENSORS} outputs`)),
    },
    'expected an object with inputs',
  );
});

export type InferenceRequest = z.infer<ReturnType<typeof inferenceRequestSchema>>;

/** Name of the only output: the probabilities of the negative and the positive class for every row. */
export const OUTPUT = 'prediction';

/** The datatypes in which a field may be sent. Metadata lists the first. */
export const DATATYPES = {
  category: ['BYTES'],
  integer: inOrder('INT64', INTEGERS),
  number: inOrder('FP64', [...FLOATS, ...INTEGERS]),
  timestamp: ['BYTES'],
} as const;

function inOrder<Datatype extends string>(first: Datatype, all: readonly Datatype[]): [Datatype, ...Datatype[]] {
  return [first, ...all.filter((datatype) => datatype !== first)];
}

/** Inputs and outputs of a model in the protocol's metadata; −1 stands for the number of rows. */
export function tensorsOf(fields: readonly Field[]) {
  return {
    inputs: fields.map(({ name, type }) => ({ name, datatype: DATATYPES[type][0], shape: [-1] })),
    outputs: [{ name: OUTPUT, datatype: 'FP64', shape: [-1, 2] }],
  };
}

/**
 * The rows in the tensors of a request, or what is wrong with the tensors. `encodeRow` checks the values: null is a missing
 * value, for which the protocol has none of its own. The tensor of a field that may be missing may be left out.
 */
export function rowsOf(
  { inputs, outputs }: InferenceRequest,
  fields: readonly Field[],
  mostRows: number,
): { rows: Record<string, unknown>[]; errors: string[] } {
  const sent = Map.groupBy(inputs, ({ name }) => name);
  const known = fields.map(({ name }) => name);
  const strangers = [...sent.keys()].filter((name) => !known.includes(name));
  const errors = [
    ...fields
      .filter(({ name, missing }) => !sent.has(name) && missing === undefined)
      .map(({ name }) => `the input ${name} is missing`),
    ...[...sent].filter(([, same]) => same.length > 1).map(([name]) => `the input ${name} appears twice`),
    ...strangers.map((name) => `${name} is not an input of this model: expected one of ${known.join(', ')}`),
    ...(outputs ?? [])
      .filter(({ name }) => name !== OUTPUT)
      .map(({ name }) => `${name} is not an output: expected ${OUTPUT}`),
  ];
  const rowCount = inputs[0]?.shape[0] ?? 0;
  if (rowCount < 1 || rowCount > mostRows) errors.push(`the shapes have ${rowCount} rows: expected 1 to ${mostRows}`);
  const columns = fields.flatMap((field) => {
    const input = sent.get(field.name)?.[0];
    if (input === undefined) return [];
    const { datatype, shape, data } = input;
    const allowed: readonly string[] = DATATYPES[field.type];
    const values = data.flat(shape.length - 1);
    if (!allowed.includes(datatype)) {
      errors.push(`the input ${field.name} has the datatype ${datatype}: expected ${allowed.join(', ')}`);
    } else if (shape[0] !== rowCount || shape.slice(1).some((size) => size !== 1)) {
      errors.push(`the input ${field.name} has the shape [${shape}]: expected [${rowCount}] or [${rowCount},1]`);
    } else if (values.length !== rowCount) {
      errors.push(`the input ${field.name} has ${values.length} values in data, but its shape is [${shape}]`);
    }
    return [[field.name, values] as const];
  });
  if (errors.length > 0) return { rows: [], errors };
  const rows = Array.from({ length: rowCount }, (_, r) =>
    Object.fromEntries(columns.map(([name, values]) => [name, values[r]])),
  );
  return { rows, errors };
}
