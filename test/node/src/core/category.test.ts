import fc from 'fast-check';
import { expect, test } from 'vitest';
import { categoryIndex, fold, foldCollisions, LONGEST_FOLDED } from '../../../../src/core/category.ts';

const CITIES = ['La Serena', 'Sabado', 'São Paulo', 'Castro (Chiloe)', '+'];

test('fold(value) drops case, accents, and the spaces and separators of words', () => {
  expect(['La Serena', 'LaSerena', 'la-serena', ' LA SERENA '].map(fold)).toEqual(Array(4).fill('laserena'));
  expect(fold('Sábado')).toBe('sabado');
  expect(fold('Straße')).toBe(fold('STRASSE'));
  expect(fold('ﬁ ½')).toBe(fold('FI 1⁄2'));
  expect(["St. John's", 'ST JOHNS', 'St_Johns.'].map(fold)).toEqual(Array(3).fill('stjohns'));
  expect([fold('ΟΔΟΣ ΑΒΓ'), fold('οδός αβγ')]).toEqual([fold('ΟΔΟΣΑΒΓ'), fold('οδοσ-αβγ')]);
});

test.each([
  ['signs', '<65', '>65', '65', '≤65'],
  ['minus', '-1', '1', '+1', 'level -1', 'level 1'],
  ['decimal points', '1.5', '15', '1,5', '.15', '0.15'],
  ['ranges', '18-65', '1865', '18 65', '18/65'],
  ['grades', 'A', 'A+', 'A-'],
  ['symbols of names', 'C', 'C++', 'C#'],
  ['negated symbols', 'x = y', 'x ≠ y'],
  ['powers', '10²', '102'],
  ['voicing marks', 'かき', 'がき', 'がぎ'],
  ['vowel signs', 'कि', 'की', 'क'],
  ['brackets around numbers', '(5)', '5'],
])('fold(value) keeps what bears meaning: %s', (_, ...values) => {
  expect(new Set(values.map(fold)).size).toBe(values.length);
});

test('fold(value) takes all dashes and widths of a character for one', () => {
  expect(['−1', '–1', '－１', '- 1'].map(fold)).toEqual(Array(4).fill('-1'));
  expect(fold('ｶﾞ')).toBe(fold('ガ'));
});

test('a value that differs from all categories by a sign is none of them', () => {
  const find = categoryIndex(['<18', '18-65', '>65'], 'folded');
  expect(['<65', '>18', '1865', '>=65', '> 65'].map(find)).toEqual([-1, -1, -1, -1, 2]);
});

test('fold(value) is idempotent for any string', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => fold(fold(value)) === fold(value)));
});

test('an exact match takes precedence over a folded match; a sign alone only matches itself', () => {
  const find = categoryIndex(CITIES, 'folded');
  expect(['São Paulo', 'sao paulo', 'LASERENA', 'castro chiloe', '+', '-', 'Lima', ''].map(find)).toEqual([
    2, 2, 0, 3, 4, -1, -1, -1,
  ]);
  expect(categoryIndex(CITIES, 'exact')('sao paulo')).toBe(-1);
});

test('a value of LONGEST_FOLDED units is folded; a longer value only matches exactly', () => {
  const long = `Lima ${'-'.repeat(LONGEST_FOLDED)}`;
  const find = categoryIndex(['La Serena', long, `${long}+`], 'folded');
  expect(find('la serena'.padEnd(LONGEST_FOLDED))).toBe(0);
  expect(find('la serena'.padEnd(LONGEST_FOLDED + 1))).toBe(-1);
  expect([find(long), find(`${long}+`), find(`${long}-`), find('Lima')]).toEqual([1, 2, -1, -1]);
  expect(foldCollisions([long, `${long}+`])).toEqual([]);
});

test('no two categories of an accepted vocabulary fold to one', () => {
  const vocabularies = fc.uniqueArray(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(vocabularies, (vocabulary) => {
      fc.pre(foldCollisions(vocabulary).length === 0);
      const find = categoryIndex(vocabulary, 'folded');
      return vocabulary.every((category, position) => find(category) === position);
    }),
  );
});

test('foldCollisions(vocabulary) lists every group of categories that fold to one key', () => {
  expect(foldCollisions(['a b', 'AB', 'c', '+', '-'])).toEqual([['a b', 'AB']]);
});
