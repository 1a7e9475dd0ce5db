import { Failure } from '../../cli/failure.ts';
import type { Decoded } from './decode.ts';
import { ELEMENT } from './messages.ts';

/** A constant of a graph: its values in row order. */
export interface Constant {
  dims: readonly number[];
  values: readonly (number | string)[];
}

/** How values are read from raw data, little-endian, and the field that holds them otherwise. */
interface Reading {
  field: string;
  bytes: number;
  read(view: DataView, at: number): number;
}

const READINGS = new Map<number, Reading>([
  [ELEMENT.float, { field: 'floats', bytes: 4, read: (view, at) => view.getFloat32(at, true) }],
  [ELEMENT.int32, { field: 'int32s', bytes: 4, read: (view, at) => view.getInt32(at, true) }],
  [ELEMENT.int64, { field: 'int64s', bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) }],
  [ELEMENT.boolean, { field: 'int32s', bytes: 1, read: (view, at) => view.getUint8(at) }],
  [ELEMENT.double, { field: 'doubles', bytes: 8, read: (view, at) => view.getFloat64(at, true) }],
]);

/**
 * Reads a tensor of a model file.
 * @param label what it is, for errors
 * @throws {Failure} for data in another file, other types, and a number of values that is not that of its dimensions
 */
export function readTensor(tensor: Decoded, label: string): Constant {
  const { dims = [], dataType: [type = 0] = [], location: [location = 0] = [] } = tensor.numbers;
  if (location !== 0 || tensor.messages.external) {
    throw new Failure(`${label} has its values in another file; save the model as one file`);
  }
  const values = valuesOf(tensor, type);
  if (!values) throw new Failure(`${label} has values of type ${type}; expected numbers, booleans or texts`);
  const count = dims.reduce((product, length) => product * length, 1);
  if (values.length === count && dims.every((length) => length >= 0)) return { dims, values };
  throw new Failure(`${label} has ${values.length} values; its dimensions (${dims.join(', ')}) need ${count}`);
}

function valuesOf({ numbers, texts, bytes }: Decoded, type: number): (number | string)[] | undefined {
  if (type === ELEMENT.text) return texts.strings ?? [];
  const reading = READINGS.get(type);
  if (!reading) return undefined;
  const [raw] = bytes.raw ?? [];
  if (!raw) return numbers[reading.field] ?? [];
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Array.from({ length: Math.floor(raw.length / reading.bytes) }, (_, k) =>
    reading.read(view, k * reading.bytes),
  );
}
