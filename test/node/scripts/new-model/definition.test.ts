import { expect, test } from 'vitest';
import { definitionOf } from '../../../../scripts/new-model/definition.ts';
import { measured } from './columns.ts';
import { madeField, madeProposal } from './made-proposal.ts';

test('definitionOf() asks whether the target is positive, and has a variant with crosses and one without', () => {
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
  expect(definition.variants).toMatchObject({
    additive: { features: 'additive', shrinkage: 'learned' },
    crossed: { features: 'auto', shrinkage: 'learned' },
  });
  expect(Object.keys(definition.variants)).toHaveLength(2);
  expect(definition).not.toHaveProperty('splits');
});

test('definitionOf(proposal, true) also has a variant with one feature for every field', () => {
  expect(definitionOf(madeProposal(), true).variants['one-hot']!.features).toEqual([
    { type: 'one-hot', field: 'colour' },
    { type: 'one-hot', field: 'stars' },
    { type: 'numeric', field: 'price' },
  ]);
});

test('definitionOf() says which fields may be missing, and that rare categories count as other', () => {
  const found = measured({ missing: 3, minimum: 1, maximum: 9 });
  const fields = [
    madeField({ name: 'colour', type: 'category', vocabulary: ['red'], rare: 2, found, description: 'Column Colour' }),
    madeField({ name: 'stars', type: 'integer', found }),
    madeField({ name: 'price', type: 'number', found }),
  ];
  const { fields: defined, text } = definitionOf(madeProposal({ fields, minCount: 5, texts: ['when'] }));
  expect(text).toEqual(['when']);
  expect(defined).toEqual([
    {
      ...{ name: 'colour', type: 'category', description: 'Column Colour', missing: 'own' },
      ...{ unknown: 'other', minCount: 5, vocabulary: ['red'] },
    },
    { name: 'stars', type: 'integer', minimum: 1, maximum: 9, missing: 'own' },
    { name: 'price', type: 'number', missing: 'own' },
  ]);
});

test('definitionOf() has the time split', () => {
  const split = { value: '"day"', description: 'before and after', train: 'split_time < 1', test: 'split_time >= 1' };
  expect(definitionOf(madeProposal({ split })).splits).toEqual({
    time: { description: 'before and after', train: 'split_time < 1', test: 'split_time >= 1' },
  });
});
