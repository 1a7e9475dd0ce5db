import { expect, test } from 'vitest';
import { readNpy } from '../../../../../scripts/import/skops/npy.ts';

/** A .npy file of format 1.0. */
function npy(type: string, shape: string, data: Uint8Array, order = 'False'): Uint8Array {
  const header = `{'descr': '${type}', 'fortran_order': ${order}, 'shape': ${shape}, }`.padEnd(117).concat('\n');
  const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length & 255, header.length >> 8]);
  return Buffer.concat([start, Buffer.from(header), data]);
}

const bytesOf = (array: ArrayBufferView) => new Uint8Array(array.buffer);
const read = (file: Uint8Array) => readNpy(file, '1.npy');

test('readNpy reads numbers, booleans, texts and scalars', () => {
  expect(read(npy('<f8', '(2, 2)', bytesOf(Float64Array.of(1, 0.1, Number.NaN, -0))))).toEqual({
    shape: [2, 2],
    values: [1, 0.1, Number.NaN, -0],
  });
  expect(read(npy('<f4', '(1,)', bytesOf(Float32Array.of(0.1)))).values).toEqual([Math.fround(0.1)]);
  expect(read(npy('<i8', '(2,)', bytesOf(BigInt64Array.of(-3n, 7n)))).values).toEqual([-3, 7]);
  expect(read(npy('|b1', '(2,)', Uint8Array.of(0, 1))).values).toEqual([false, true]);
  expect(read(npy('<U2', '(2,)', bytesOf(Uint32Array.of(0xd1, 0, 0x61, 0x1f600)))).values).toEqual(['Ñ', 'a😀']);
  expect(read(npy('<f8', '()', bytesOf(Float64Array.of(5))))).toEqual({ shape: [], values: [5] });
});

test('readNpy reads one row or column in either order, and no others in Fortran order', () => {
  expect(read(npy('<f8', '(1, 2)', bytesOf(Float64Array.of(1, 2)), 'True')).values).toEqual([1, 2]);
  expect(() => read(npy('<f8', '(2, 2)', new Uint8Array(32), 'True'))).toThrow(
    '1.npy is in Fortran order; expected C order',
  );
});

test.each([
  [
    'a length that is not that of the shape',
    npy('<f8', '(3,)', new Uint8Array(16)),
    '1.npy has 16 bytes of values; its shape (3) of <f8 needs 24',
  ],
  [
    'a billion values',
    npy('<i8', '(1000000000,)', new Uint8Array(8)),
    '1.npy has 8 bytes of values; its shape (1000000000) of <i8 needs 8000000000',
  ],
  [
    'texts of a billion characters',
    npy('<U999999999', '(1,)', new Uint8Array(4)),
    '1.npy has 4 bytes of values; its shape (1) of <U999999999 needs 3999999996',
  ],
  ['pickled objects', npy('|O', '(1,)', new Uint8Array(8)), '1.npy has the header'],
  ['big-endian numbers', npy('>f8', '(1,)', new Uint8Array(8)), '1.npy has the header'],
  ['dates', npy('<M8', '(1,)', new Uint8Array(8)), '1.npy has the header'],
  ['another file', new Uint8Array(100), '1.npy is not a .npy file'],
  [
    'a header that ends after the file',
    npy('<f8', '(1,)', new Uint8Array(8)).subarray(0, 60),
    '1.npy has the header ""',
  ],
])('readNpy refuses %s', (_, file, message) => {
  expect(() => read(file)).toThrow(message);
});
