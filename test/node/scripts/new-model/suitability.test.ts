import { expect, test } from 'vitest';
import {
  fieldType,
  isBeyondVocabulary,
  whyImpossible,
  whyUnsuitable,
} from '../../../../scripts/new-model/suitability.ts';
import { column, measured } from './columns.ts';

test('whyImpossible() is that a column is empty or constant; a category may have one value besides missing', () => {
  expect(whyImpossible(column('text'), measured({ distinct: 0, missing: 200 }))).toBe('empty in every row');
  expect(whyImpossible(column('text'), measured({ distinct: 1 }))).toBe('constant: it has only one value');
  expect(whyImpossible(column('integer'), measured({ distinct: 1, missing: 5 }))).toContain('constant');
  expect(whyImpossible(column('text'), measured({ distinct: 1, missing: 5 }))).toBeUndefined();
  expect(whyImpossible(column('text'), measured({ distinct: 2 }))).toBeUndefined();
});

test('whyUnsuitable() is that more than 60 % of the values are missing', () => {
  expect(whyUnsuitable(column('text'), measured({ missing: 160 }))).toBe('missing in 80.0 % of the rows');
  expect(whyUnsuitable(column('text'), measured({ missing: 120 }))).toBeUndefined();
});

test.each([
  [{ distinct: 200 }, 'an identifier: 200 distinct texts in 200 rows'],
  [{ distinct: 50, length: 62.3 }, 'free text: 50 distinct texts in 200 rows, 62 characters on average'],
  [{ distinct: 60 }, 'too few rows per category: 60 distinct texts in 200 rows'],
  [{ distinct: 1200, rows: 90_000 }, 'too many categories: 1,200 distinct texts in 90,000 rows'],
  [{ distinct: 40 }, undefined],
  [{ distinct: 20, rows: 20 }, undefined],
])('whyUnsuitable() of a text with %j is: %s', (some, reason) => {
  expect(whyUnsuitable(column('text'), measured(some))).toBe(reason);
});

test.each([
  ['row', { distinct: 200, minimum: 1, maximum: 200 }, 'an identifier: a different number in every row'],
  ['customerId', { distinct: 180, minimum: 1e6, maximum: 1e6 + 900 }, 'an identifier, by its name'],
  ['order_id', { distinct: 200, minimum: 1, maximum: 9000 }, 'an identifier, by its name'],
  ['price', { distinct: 200, minimum: 1, maximum: 9000 }, undefined],
  ['paid', { distinct: 180, minimum: 1e6, maximum: 1e6 + 900 }, undefined],
])('whyUnsuitable() of the integers %s with %j is: %s', (name, some, reason) => {
  expect(whyUnsuitable(column('integer', name), measured(some))).toBe(reason);
});

test('isBeyondVocabulary() is true for texts with more than 1000 values', () => {
  expect(isBeyondVocabulary(column('text'), measured({ distinct: 1001 }))).toBe(true);
  expect(isBeyondVocabulary(column('text'), measured({ distinct: 1000 }))).toBe(false);
  expect(isBeyondVocabulary(column('integer'), measured({ distinct: 1001 }))).toBe(false);
});

test('fieldType() is a category for texts and booleans, and a number for numbers', () => {
  expect(fieldType(column('text'), measured({}))).toEqual({ type: 'category' });
  expect(fieldType(column('boolean'), measured({}))).toEqual({ type: 'category' });
  expect(fieldType(column('number'), measured({ distinct: 5, minimum: 0, maximum: 1 }))).toEqual({ type: 'number' });
});

test.each([
  ['stars', { distinct: 5, minimum: 1, maximum: 5 }, 'integer', 'a coefficient for each of its 5 values'],
  ['flight_month', { distinct: 12, minimum: 1, maximum: 12 }, 'integer', 'a code or a part of a date, by its name'],
  ['startHour', { distinct: 24, minimum: 0, maximum: 23 }, 'integer', 'a code or a part of a date, by its name'],
  ['area code', { distinct: 40, minimum: 1, maximum: 90 }, 'integer', 'a code or a part of a date, by its name'],
  ['age', { distinct: 9, minimum: 20, maximum: 28 }, 'number', 'an amount, by its name'],
  ['total_day_minutes', { distinct: 40, minimum: 0, maximum: 60 }, 'number', 'an amount, by its name'],
  ['NumVisits', { distinct: 9, minimum: 0, maximum: 8 }, 'number', 'an amount, by its name'],
  ['visits', { distinct: 40, minimum: 0, maximum: 60 }, 'number', 'an amount: 40 values'],
  ['paid', { distinct: 5, minimum: 1, maximum: 5000 }, 'number', 'an amount: whole numbers in a wide range'],
])('whole numbers %s with %j are of type %s: %s', (name, some, type, why) => {
  expect(fieldType(column('integer', name), measured(some))).toEqual({ type, why });
});
