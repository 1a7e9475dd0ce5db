import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Field } from '../../../../src/core/artifact.ts';
import { categoryIndex, fold, foldCollisions, LONGEST_FOLDED } from '../../../../src/core/category.ts';
import { compileEncoder, encodeRow, jsonPointer, UNKNOWN } from '../../../../src/core/encode.ts';
import { editDistance, nearestCategories, nearestOf } from '../../../../src/core/nearest.ts';

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

test('fold(value) keeps letters and digits, without marks and case', () => {
  expect(['La Serena', 'LaSerena', 'la-serena', ' LA SERENA '].map(fold)).toEqual(Array(4).fill('laserena'));
  expect(fold('Sábado')).toBe('sabado');
  expect(fold('Straße')).toBe(fold('STRASSE'));
  expect(fold('ﬁ ½')).toBe(fold('FI 1⁄2'));
  expect(fold('+-')).toBe('');
});

test('fold(value) is idempotent for any string', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => fold(fold(value)) === fold(value)));
});

test('an exact match goes before a folded one, and a value without letters is only matched exactly', () => {
  const find = categoryIndex(CITIES, 'folded');
  expect(['São Paulo', 'sao paulo', 'LASERENA', 'castro chiloe', '+', '-', 'Lima', ''].map(find)).toEqual([
    2, 2, 0, 3, 4, -1, -1, -1,
  ]);
  expect(categoryIndex(CITIES, 'exact')('sao paulo')).toBe(-1);
});

test('a value of LONGEST_FOLDED units is folded, and one of more is only matched exactly', () => {
  const long = `Lima ${'-'.repeat(LONGEST_FOLDED)}`;
  const find = categoryIndex(['La Serena', long, `${long}+`], 'folded');
  expect(find('la serena'.padEnd(LONGEST_FOLDED))).toBe(0);
  expect(find('la serena'.padEnd(LONGEST_FOLDED + 1))).toBe(-1);
  expect([find(long), find(`${long}+`), find(`${long}-`), find('Lima')]).toEqual([1, 2, -1, -1]);
  expect(foldCollisions([long, `${long}+`])).toEqual([]);
});

test('folding never maps two categories of an accepted vocabulary to one', () => {
  const vocabularies = fc.uniqueArray(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(vocabularies, (vocabulary) => {
      fc.pre(foldCollisions(vocabulary).length === 0);
      const find = categoryIndex(vocabulary, 'folded');
      return vocabulary.every((category, position) => find(category) === position);
    }),
  );
});

test('foldCollisions(vocabulary) names every group that callers could not tell apart', () => {
  expect(foldCollisions(['a b', 'AB', 'c', '+', '-'])).toEqual([['a b', 'AB']]);
});

test('encodeRow writes the category, the offset of an integer, and the number', () => {
  const { errors, warnings, encoded } = encode([city, hour, distance], { city: 'la serena', hour: 24, distance: -1 });
  expect([errors, warnings]).toEqual([[], []]);
  expect([...encoded]).toEqual([0, 23, -1]);
});

test('encodeRow names every missing, additional, wrong-typed and unknown value at once', () => {
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

test('a value that is neither known nor of the right type is refused whatever it is', () => {
  const values = [null, true, [], {}, '3', '', Number.NaN, Number.POSITIVE_INFINITY, 1e300, 25, 0, -0];
  for (const value of values) expect(encode([hour], { hour: value }).errors).toHaveLength(1);
  for (const value of [null, 1, true, [], {}, 'Lima', '__proto__']) {
    expect(encode([city], { city: value }).errors).toHaveLength(1);
  }
});

test('names of object prototypes are fields like any other', () => {
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

test('editDistance(a, b) counts insertions, deletions and substitutions', () => {
  expect([editDistance('kitten', 'sitting'), editDistance('', 'abc'), editDistance('abc', 'abc')]).toEqual([3, 3, 0]);
});

test('nearestCategories(vocabulary, value) compares the first 64 characters of a value, folded to at most 64', () => {
  expect(nearestCategories(CITIES, 'sabadoo', 1)).toEqual(['Sabado']);
  const start = 'a'.repeat(64);
  expect(nearestCategories(['b', start], start + 'b'.repeat(1e6), 1)).toEqual([start]);
  // One such character folds to 15 letters. Five of them have 64 already, so that sixty-four are no nearer.
  const [few, many] = ['\ufdfa'.repeat(5), '\ufdfa'.repeat(64)];
  expect(nearestCategories([few, many], many, 1)).toEqual([few]);
});

test('nearestOf(vocabulary) answers every value as if it had folded the vocabulary for that value alone', () => {
  const start = (text: string) => fold(text.slice(0, 64)).slice(0, 64);
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('', '-', 'Sábado', 'SABADO', 'ﬁ', 'Straße', '\ud800', '\ufdfa'.repeat(9), 'a'.repeat(70)),
  );
  const vocabulary = fc.array(text, { maxLength: 12 });
  const values = fc.array(fc.tuple(text, fc.option(fc.nat({ max: 13 }), { nil: undefined })), { maxLength: 5 });
  fc.assert(
    fc.property(vocabulary, values, (vocabulary, values) => {
      const nearest = nearestOf(vocabulary);
      for (const [value, count] of values) {
        const distance = (category: string) => editDistance(start(value), start(category));
        const sorted = vocabulary.toSorted((a, b) => distance(a) - distance(b)).slice(0, count ?? 3);
        expect(nearest(value, count)).toEqual(sorted);
        expect(nearestCategories(vocabulary, value, count)).toEqual(sorted);
      }
    }),
  );
});

test('nearestOf(vocabulary) folds the vocabulary once, and not before a value comes', () => {
  const normalize = vi.spyOn(String.prototype, 'normalize');
  onTestFinished(() => normalize.mockRestore());
  fold('Lima');
  const perFold = normalize.mock.calls.length;
  normalize.mockClear();
  const nearest = nearestOf(CITIES);
  expect(normalize).toHaveBeenCalledTimes(0);
  nearest('Lima');
  expect(normalize).toHaveBeenCalledTimes((CITIES.length + 1) * perFold);
  nearest('Lima');
  expect(normalize).toHaveBeenCalledTimes((CITIES.length + 2) * perFold);
});

test('jsonPointer(member) escapes ~ and / as RFC 6901 asks', () => {
  expect(jsonPointer('a/b~c')).toBe('/a~1b~0c');
});
