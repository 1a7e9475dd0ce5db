import { Failure } from '../../cli/failure.ts';

/** An array of numpy: its values in row order. */
export interface NumpyArray {
  shape: number[];
  values: (number | string | boolean | null)[];
}

/** Of each type in the header: the bytes of a value, and how to read one. */
const TYPES: Record<string, [bytes: number, read: (view: DataView, at: number) => number | boolean]> = {
  '<f8': [8, (view, at) => view.getFloat64(at, true)],
  '<f4': [4, (view, at) => view.getFloat32(at, true)],
  '<i8': [8, (view, at) => Number(view.getBigInt64(at, true))],
  '<i4': [4, (view, at) => view.getInt32(at, true)],
  '<i2': [2, (view, at) => view.getInt16(at, true)],
  '|i1': [1, (view, at) => view.getInt8(at)],
  '<u8': [8, (view, at) => Number(view.getBigUint64(at, true))],
  '<u4': [4, (view, at) => view.getUint32(at, true)],
  '<u2': [2, (view, at) => view.getUint16(at, true)],
  '|u1': [1, (view, at) => view.getUint8(at)],
  '|b1': [1, (view, at) => view.getUint8(at) !== 0],
};

const MAGIC = '\x93NUMPY';
const HEADER =
  /^\{'descr': '([<|][fiubU]\d+)', 'fortran_order': (True|False), 'shape': \(((?:\d{1,15}, ?)*(?:\d{1,15},?)?)\), \}\s*$/;

/**
 * Reads a .npy file (format 1.0 to 3.0, numpy.lib.format) of numbers, booleans or Unicode texts, little-endian.
 * @param label name of the file, for the error
 * @param most how many values it may have
 * @throws {Failure} for other types, pickled objects, and a length that is not that of the shape
 */
export function readNpy(bytes: Uint8Array, label: string, most = Number.POSITIVE_INFINITY): NumpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || latin1(bytes, 0, 6) !== MAGIC) throw new Failure(`${label} is not a .npy file`);
  const isFirst = bytes[6] === 1;
  const begin = isFirst ? 10 : 12;
  const data = begin + (isFirst ? view.getUint16(8, true) : view.getUint32(8, true));
  const header = data <= bytes.length ? latin1(bytes, begin, Math.min(data, begin + 1000)) : '';
  const [, type, order, dimensions] = HEADER.exec(header) ?? [];
  if (type === undefined)
    throw new Failure(
      `${label} has the header ${JSON.stringify(header.slice(0, 80).trim())}; expected one of numbers, booleans or texts`,
    );
  const shape = dimensions!.split(',').flatMap((text) => (text.trim() === '' ? [] : [Number(text)]));
  if (order === 'True' && shape.filter((length) => length > 1).length > 1)
    throw new Failure(`${label} is in Fortran order; expected C order`);
  const [size, read] = typeOf(type, label);
  const count = shape.reduce((product, length) => product * length, 1);
  if (count * size !== bytes.length - data) {
    throw new Failure(
      `${label} has ${bytes.length - data} bytes of values; its shape (${shape.join(', ')}) of ${type} needs ${count * size}`,
    );
  }
  if (count > most) throw new Failure(`${label} has ${count} values; expected at most ${most}`);
  return { shape, values: Array.from({ length: count }, (_, k) => read(view, data + k * size)) };
}

function typeOf(
  type: string,
  label: string,
): [size: number, read: (view: DataView, at: number) => number | boolean | string] {
  const units = /^<U([1-9]\d*)$/.exec(type);
  if (units) return [4 * Number(units[1]), (view, at) => text(view, at, Number(units[1]))];
  const known = TYPES[type];
  if (known) return known;
  throw new Failure(`${label} has values of type ${type}; expected one of ${Object.keys(TYPES).join(', ')} and texts`);
}

/** A text of UTF-32, padded with zeros. */
function text(view: DataView, at: number, units: number): string {
  const codes = Array.from({ length: units }, (_, k) => view.getUint32(at + 4 * k, true));
  const length = codes.findLastIndex((code) => code !== 0) + 1;
  return codes
    .slice(0, length)
    .map((code) => (code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)))
    .join('');
}

function latin1(bytes: Uint8Array, begin: number, end: number): string {
  return Buffer.from(bytes.subarray(begin, end)).toString('latin1');
}
