import { deflateSync, strToU8, type Zippable, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readZip } from '../../../../../scripts/import/zip/read-zip.ts';

const zip = (entries: Zippable) => zipSync(entries);
const read = (bytes: Uint8Array) => readZip(bytes, 'model.skops');

/** Changes one 32-bit number of the central directory, at an offset of its first entry. */
function lie(bytes: Uint8Array, offset: number, value: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const at = Buffer.from(copy).indexOf('PK\x01\x02') + offset;
  new DataView(copy.buffer).setUint32(at, value, true);
  return copy;
}

const CHECKSUM = 16;
const UNPACKED = 24;

test('readZip returns the entries of a whole archive, stored and deflated', () => {
  const stored = [strToU8('{}'), { level: 0 }] as const;
  const files = read(zip({ 'schema.json': [...stored], 'a.npy': strToU8('x'.repeat(5000)) }));
  expect(Buffer.from(files.get('schema.json')!).toString()).toBe('{}');
  expect(files.get('a.npy')!.length).toBe(5000);
});

/** Writes another name of the same length over a name. */
function renamed(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(from); at >= 0; at = copy.indexOf(from)) copy.write(to, at);
  return copy;
}

test.each(['../../../passwd', '/etc/passwd.npy', 'folder\\\\x.npy.x', '__proto__', '..', '\u0007\u0007'])(
  'readZip refuses an entry named %j',
  (name) => {
    const usual = 'n'.repeat(name.length);
    expect(() => read(renamed(zip({ [usual]: strToU8('{}') }), usual, name))).toThrow('model.skops has an entry named');
  },
);

test('readZip refuses two entries of one name', () => {
  const bytes = zip({ 'a.npy': strToU8('1'), 'b.npy': strToU8('2') });
  expect(() => read(renamed(bytes, 'b.npy', 'a.npy'))).toThrow('model.skops has two entries named "a.npy"');
});

test('readZip refuses a bomb before it is unpacked', () => {
  const bomb = zip({ 'a.npy': [new Uint8Array(3 * 2 ** 20), { level: 9 }] });
  expect(bomb.length).toBeLessThan(5000);
  expect(() => read(bomb)).toThrow(
    /^model\.skops has an entry a\.npy that would unpack from \d+ to 3145728 bytes; expected at most 200 times as many$/,
  );
});

test('readZip refuses many entries, and entries that are too large together', () => {
  const empty = zip({ '00000.npy': new Uint8Array() });
  const directory = Buffer.from(empty).indexOf('PK\x01\x02');
  const end = Buffer.from(empty).indexOf('PK\x05\x06');
  const numbered = (k: number) => renamed(empty.subarray(directory, end), '00000', String(k + 1).padStart(5, '0'));
  const many = Array.from({ length: 10_001 }, (_, k) => numbered(k));
  const count = Buffer.from(empty.subarray(end));
  count.writeUInt16LE(many.length, 8);
  expect(() => read(Buffer.concat([empty.subarray(0, directory), ...many, count]))).toThrow(
    'model.skops has more than 10000 entries',
  );
  const large = lie(zip({ 'a.npy': [strToU8('x'.repeat(1000)), { level: 9 }] }), UNPACKED, 4_000_000_000);
  expect(() => read(large)).toThrow(/^model\.skops has an entry a\.npy that would unpack/);
});

test.each([
  ['a larger size', UNPACKED, 200_000],
  ['a smaller size', UNPACKED, 10],
  ['another checksum', CHECKSUM, 1],
])('readZip refuses an entry that states %s', (_, offset, value) => {
  const bytes = zip({ 'a.npy': [strToU8('model '.repeat(20_000)), { level: 9 }] });
  expect(read(bytes).size).toBe(1);
  expect(() => read(lie(bytes, offset, value))).toThrow(
    /^model\.skops (is damaged: a\.npy|is not a whole zip archive)/,
  );
});

test('readZip refuses a stored entry with two sizes', () => {
  const bytes = zip({ 'a.npy': [strToU8('model'), { level: 0 }] });
  expect(() => read(lie(bytes, UNPACKED, 4))).toThrow(
    'model.skops has two sizes for a.npy, which is not compressed: 5 and 4 bytes',
  );
});

test('readZip refuses what is no archive, or only a part of one', () => {
  const bytes = zip({ 'schema.json': strToU8('{}') });
  for (const part of [bytes.subarray(0, bytes.length - 10), new Uint8Array(), deflateSync(strToU8('{}'))]) {
    expect(() => read(part)).toThrow('model.skops is not a whole zip archive');
  }
});
