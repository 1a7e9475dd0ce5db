import { expect, test } from 'vitest';
import type { Field } from '../../../../src/core/artifact.ts';
import { UNKNOWN } from '../../../../src/core/cell.ts';
import { compileEncoder, encodeRow } from '../../../../src/core/encode.ts';
import { jsonPointer } from '../../../../src/core/json-pointer.ts';

const CITIES = ['La Serena', 'Sabado', 'São Paulo', 'Castro (Chiloe)', '+'];
const city: Field = {
  name: 'city',
  type: 'category',
  description: '',
  vocabulary: CITIES,
  unknown: 'reject',
  match: 'folded',
};
const hour: Field = { name: 'hour', type: 'integer', description: '', minimum: 1, maximum: 24, range: 'reject' };
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

test('an unknown category of a field with a category for rare ones counts as that, and warns', () => {
  const field: Field = { ...city, vocabulary: ['Lima', 'rare'], unknown: 'other', other: 'rare' };
  const { errors, warnings, encoded } = encode([field], { city: 'Quito' });
  expect([errors, ...encoded]).toEqual([[], 1]);
  expect(warnings).toEqual([
    {
      pointer: '/city',
      detail: 'city is "Quito", which is not one of its 2 categories; nearest: "Lima"; it counted as "rare"',
    },
  ]);
  expect(encode([field], { city: 'rare' })).toMatchObject({ errors: [], warnings: [] });
  expect(encode([field], { city: 7 }).errors).toHaveLength(1);
});

test('a value outside its range counts as the nearest end, and a warning names field, value and range', () => {
  const age: Field = { name: 'age', type: 'integer', description: '', minimum: 17, maximum: 75 };
  const { errors, warnings, encoded } = encode([age, distance], { age: 80, distance: -10.5 });
  expect([errors, ...encoded]).toEqual([[], 58, -10]);
  expect(warnings).toEqual([
    { pointer: '/age', detail: 'age is 80, outside its range from 17 to 75; it counted as 75' },
    { pointer: '/distance', detail: 'distance is -10.5, outside its range, at least -10; it counted as -10' },
  ]);
  expect(encode([age], { age: -3 })).toMatchObject({ errors: [], encoded: Float64Array.of(0) });
  for (const value of [80.5, '80', null, Number.POSITIVE_INFINITY]) {
    expect(encode([age], { age: value }).errors).toHaveLength(1);
  }
});

test('with "range": "reject", a value outside its range is refused', () => {
  const { errors } = encode([hour, { ...distance, range: 'reject' }], { hour: 25, distance: -11 });
  expect(errors.map(({ detail }) => detail)).toEqual([
    'hour is 25: expected an integer from 1 to 24',
    'distance is -11: expected a finite number, at least -10',
  ]);
});

test('null and an absent member are the missing value of a field that may be missing, without a warning', () => {
  const fields = [city, hour, distance].map((field): Field => ({ ...field, missing: 'own' }));
  for (const row of [{}, { city: null, hour: null, distance: null }, { hour: null }]) {
    const { errors, warnings, encoded } = encode(fields, row);
    expect([errors, warnings, [...encoded]]).toEqual([[], [], [5, 24, Number.POSITIVE_INFINITY]]);
  }
  const { errors } = encode(fields, { hour: 25, distance: 'far', x: null });
  expect(errors.map(({ detail }) => detail)).toEqual([
    'hour is 25: expected an integer from 1 to 24, or null',
    'distance is "far": expected a finite number, at least -10, or null',
    'x is not a field of this model: expected one of city, hour, distance',
  ]);
  const proto: Field = { ...hour, name: 'constructor', missing: 'own' };
  expect(encode([proto], {})).toMatchObject({ errors: [], encoded: Float64Array.of(24) });
});

test('a batch of warnings costs no more sentences than are asked for, and every cell is right', () => {
  const age: Field = { name: 'age', type: 'integer', description: '', minimum: 17, maximum: 75 };
  const cells = new Float64Array(1);
  expect(encodeRow(compileEncoder([age]), { age: 99 }, cells, { errors: 1, warnings: 0 }).warnings).toEqual([]);
  expect(cells[0]).toBe(58);
});

test('jsonPointer(member) escapes ~ and / (RFC 6901)', () => {
  expect(jsonPointer('a/b~c')).toBe('/a~1b~0c');
});
