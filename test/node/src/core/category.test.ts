import fc from 'fast-check';
import { expect, test } from 'vitest';
import { categoryIndex, fold, foldCollisions, LONGEST_FOLDED } from '../../../../src/core/category.ts';

const CITIES = ['La Serena', 'Sabado', 'São Paulo', 'Castro (Chiloe)', '+'];

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

test('an exact match takes precedence over a folded match; a value without letters and digits only matches exactly', () => {
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
