import { expect, test } from 'vitest';
import { booleanOf, classNames, positiveOfTwo } from '../../../../scripts/new-model/positive-of-two.ts';
import { column } from './columns.ts';

test.each([
  ['boolean', 'true', 'false', 'true'],
  ['text', 'no', 'sí', 'sí'],
  ['text', 'Y', 'N', 'Y'],
  ['integer', '1', '0', '1'],
  ['integer', '-1', '1', '1'],
  ['integer', '2', '1', '2'],
] as const)('positiveOfTwo() of a %s column with %s and %s is %s', (kind, first, second, positive) => {
  expect(positiveOfTwo(column(kind), [first, second]).positive).toBe(positive);
  expect(positiveOfTwo(column(kind), [second, first]).positive).toBe(positive);
});

test('positiveOfTwo() of two other values is the rarer one, and its reason says how to swap the classes', () => {
  expect(positiveOfTwo(column('text'), ['well', 'ill'])).toEqual({
    negative: 'well',
    positive: 'ill',
    reason: 'the rarer of two values; --positive "well" swaps the classes',
  });
});

test('classNames() take the name of the column where the values are yes and no, or numbers', () => {
  expect(classNames(column('text'), 'no', 'yes')).toEqual(['not y', 'y']);
  expect(classNames(column('text'), 'yes', 'no')).toEqual(['y', 'not y']);
  expect(classNames(column('integer'), '1', '2')).toEqual(['y 1', 'y 2']);
  expect(classNames(column('text'), 'well', 'ill')).toEqual(['well', 'ill']);
});

test('booleanOf(word) understands the words for yes and no, in any case', () => {
  expect(['Yes', 'SÍ', 't', '1'].map(booleanOf)).toEqual(['true', 'true', 'true', 'true']);
  expect(['No', 'FALSE', 'n', '0'].map(booleanOf)).toEqual(['false', 'false', 'false', 'false']);
  expect(booleanOf('perhaps')).toBeUndefined();
});
