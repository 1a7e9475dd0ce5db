import { expect, test } from 'vitest';
import type { Field } from '../../../../src/core/artifact.ts';
import { UNKNOWN } from '../../../../src/core/cell.ts';
import { compileEncoder, encodeRow, jsonPointer } from '../../../../src/core/encode.ts';

const CITIES = ['La Serena', 'Sabado', 'São Paulo', 'Castro (Chiloe)', '+'];
const city: Field = {
  name: 'city',
  type: 'category',
  description: '',
  vocabulary: CITIES,
  unknown: 'reject',
  match: 'folded',
};
const hour: Field = { name: 'hour', type: 'integer', description: '', minimum: 1, maximum: 24 };
const distance: Field = { name: 'distance', type: 'number', description: '', minimum: -10 };

function encode(fields: Field[], row: object) {
  const cells = new Float64Array(fields.length);
  return { cells: [...cells], ...encodeRow(compileEncoder(fields), row, cells), encoded: cells };
}

test('encodeRow() writes the position of a category, the offset of an integer, and a number itself', () => {
  const { errors, warnings, encoded } = encode([city, hour, distance], { city: 'la serena', hour: 24, distance: -1 });
  expect([errors, warnings]).toEqual([[], []]);
  expect([...encoded]).toEqual([0, 23, -1]);
});

test('encodeRow() lists all missing, additional, wrong-typed and unknown values', () => {
  const { errors } = encode([city, hour, distance], { city: 'La Serina', hour: 0.5, 'a/b~c': 1 });
  expect(errors).toEqual([
    {
      pointer: '/city',
      detail: 'city is "La Serina", which is not one of its 5 categories; nearest: "La Serena", "Sabado", "São Paulo"',
    },
    { pointer: '/hour', detail: 'hour is 0.5: expected an integer from 1 to 24' },
    { pointer: '/distance', detail: 'distance is missing: expected a finite number, at least -10' },
    { pointer: '/a~1b~0c', detail: 'a/b~c is not a field of this model: expected one of city, hour, distance' },
  ]);
});

test('any value that is unknown or of the wrong type is refused', () => {
  const values = [null, true, [], {}, '3', '', Number.NaN, Number.POSITIVE_INFINITY, 1e300, 25, 0, -0];
  for (const value of values) expect(encode([hour], { hour: value }).errors).toHaveLength(1);
  for (const value of [null, 1, true, [], {}, 'Lima', '__proto__']) {
    expect(encode([city], { city: value }).errors).toHaveLength(1);
  }
});

test('a field may have the name of a member of Object.prototype', () => {
  const field: Field = { ...hour, name: 'constructor' };
  expect(encode([field], {}).errors[0]!.detail).toContain('constructor is missing');
  expect(encode([field], { constructor: 3 }).errors).toEqual([]);
  const proto: Field = { ...hour, name: '__proto__' };
  expect(encode([proto], JSON.parse('{"__proto__":3}')).errors).toEqual([]);
  expect(encode([hour], JSON.parse('{"hour":3,"__proto__":3}')).errors).toHaveLength(1);
});

test('an unknown category of a baseline field contributes nothing and warns', () => {
  const { errors, warnings, encoded } = encode([{ ...city, unknown: 'baseline' }], { city: 'Lima' });
  expect(errors).toEqual([]);
  expect([...encoded]).toEqual([UNKNOWN]);
  expect(warnings[0]!.detail).toMatch(/^city is "Lima".*it contributed nothing$/);
});

test('jsonPointer(member) escapes ~ and / (RFC 6901)', () => {
  expect(jsonPointer('a/b~c')).toBe('/a~1b~0c');
});
