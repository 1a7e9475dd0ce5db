import { expect, test } from 'vitest';
import type { FieldDefinition } from '../../../../../scripts/models/definition.ts';
import { completeVocabulary } from '../../../../../scripts/training/rows/vocabulary.ts';

const COUNTS = new Map([
  ['Ana', 1],
  ['La Serena', 40],
  ['Quito', 9],
  ['Rome', 10],
]);

function completed(changes: object, minCount = 10, counts = COUNTS) {
  const field = { name: 'city', type: 'category', description: '', unknown: 'reject', match: 'folded', ...changes };
  return completeVocabulary(field as Extract<FieldDefinition, { type: 'category' }>, counts, minCount);
}

test('rare categories are merged into one, whose name is no category', () => {
  expect(completed({})).toEqual({ vocabulary: ['La Serena', 'Rome', 'other'], other: 'other' });
  expect(completed({}, 1)).toEqual({ vocabulary: [...COUNTS.keys()] });
  expect(completed({ minCount: 2 })).toEqual({ vocabulary: ['La Serena', 'Quito', 'Rome', 'other'], other: 'other' });
  const named = new Map([...COUNTS, ['Other', 50]]);
  expect(completed({}, 10, named)).toMatchObject({ vocabulary: ['La Serena', 'Rome', 'Other', 'other values'] });
});

test('the categories that model.json lists stay, unless it states a smallest number', () => {
  const vocabulary = [...COUNTS.keys(), 'Oslo'];
  expect(completed({ vocabulary })).toEqual({ vocabulary });
  expect(completed({ vocabulary, minCount: 10 }).vocabulary).toEqual(['La Serena', 'Rome', 'other']);
});

test('a category that is not listed stops the training, or counts as other', () => {
  const vocabulary = ['La Serena', 'Rome', 'Quito'];
  expect(() => completed({ vocabulary })).toThrow(
    'field city: the data have "Ana", which its vocabulary in model.json',
  );
  expect(completed({ vocabulary, unknown: 'other' })).toEqual({ vocabulary: [...vocabulary, 'other'], other: 'other' });
});

test('unknown categories can count as other although none is rare', () => {
  expect(completed({ unknown: 'other' }, 1)).toEqual({ vocabulary: [...COUNTS.keys(), 'other'], other: 'other' });
});

test('a rare category must not fold to one that is kept, because requests would take it for that', () => {
  const counts = new Map([...COUNTS, ['la serena', 1]]);
  expect(() => completed({}, 10, counts)).toThrow('"La Serena" and "la serena" differ only in');
  expect(completed({ match: 'exact' }, 10, counts).vocabulary).toEqual(['La Serena', 'Rome', 'other']);
});
