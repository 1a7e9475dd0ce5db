import { expect, test } from 'vitest';
import { definitionOf } from '../../../../scripts/new-model/definition.ts';
import { madeField, madeProposal } from './made-proposal.ts';

test('definitionOf() asks whether the target is positive, and has a feature for every field', () => {
  const definition = definitionOf(madeProposal());
  expect(definition).toMatchObject({
    title: 'Is y 1?',
    data: 'flights.csv',
    classes: ['not y', 'y'],
    fields: [
      { name: 'colour', type: 'category', vocabulary: ['blue', 'red'] },
      { name: 'stars', type: 'integer', minimum: 1, maximum: 5 },
      { name: 'price', type: 'number' },
    ],
    leftOut: { y: 'the target' },
  });
  expect(definition.variants!['one-hot']!.features).toEqual([
    { type: 'one-hot', field: 'colour' },
    { type: 'one-hot', field: 'stars' },
    { type: 'numeric', field: 'price' },
  ]);
  expect(definition).not.toHaveProperty('splits');
});

test('definitionOf() says in the description which value replaces a missing one', () => {
  const fields = [
    madeField({ name: 'colour', type: 'category', filled: 'unknown', description: 'Column Colour of the data' }),
    madeField({ name: 'price', type: 'number', filled: 202 }),
  ];
  const descriptions = definitionOf(madeProposal({ fields })).fields.map(({ description }) => description);
  expect(descriptions).toEqual(['Column Colour of the data; "unknown" if missing', '202 if missing']);
});

test('definitionOf() has the time split', () => {
  const split = { value: '"day"', description: 'before and after', train: 'split_time < 1', test: 'split_time >= 1' };
  expect(definitionOf(madeProposal({ split })).splits).toEqual({
    time: { description: 'before and after', train: 'split_time < 1', test: 'split_time >= 1' },
  });
});
