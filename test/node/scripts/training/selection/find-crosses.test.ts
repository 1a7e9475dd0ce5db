import { expect, test } from 'vitest';
import { everyRow, TEST, type TrainingRows } from '../../../../../scripts/training/rows/rows.ts';
import { additiveFeatures } from '../../../../../scripts/training/selection/additive-features.ts';
import { findCrosses } from '../../../../../scripts/training/selection/find-crosses.ts';
import { madeNumbers } from '../made-numbers.ts';

const RANDOM = { validation: 'random' } as const;
const joint = madeNumbers({ seed: 6, count: 1200, logit: ({ x, y }) => (x > 0 === y > 0 ? 2 : -2) });

test('findCrosses() adds the crosses of a pair at several resolutions, where validation rows prefer them', () => {
  const { features, choice } = findCrosses(RANDOM, joint, everyRow(joint));
  const additive = additiveFeatures(joint.fields);
  expect(features.slice(0, additive.length)).toEqual(additive);
  const pairs = [4, 8].map((bins) => ({ type: 'cross', terms: ['x', 'y'].map((field) => ({ field, bins })) }));
  expect(features.slice(additive.length)).toEqual(expect.arrayContaining(pairs));
  expect(choice.crosses).toBeGreaterThan(0);
  expect(choice.rows).toBe(400);
  expect(choice.interval[1]).toBeLessThan(0);
  expect(choice.difference).toBeLessThan(-0.1);
});

test('findCrosses() leaves the features of every field as they are, where crosses are noise', () => {
  const noise = madeNumbers({ seed: 7, count: 600, logit: ({ x }) => x });
  const { features, choice } = findCrosses(RANDOM, noise, everyRow(noise));
  expect(features).toEqual(additiveFeatures(noise.fields));
  expect(choice.crosses).toBe(0);
});

test('findCrosses() never reads the outcome of a row that was not selected', () => {
  const randomSplit = joint.randomSplit.map((part, r) => (r % 4 === 0 ? TEST : part));
  const selected = everyRow(joint).filter((r) => randomSplit[r] !== TEST);
  const found = (outcome: number) => {
    const positives = joint.positives.map((value, r) => (randomSplit[r] === TEST ? outcome : value));
    return findCrosses(RANDOM, { ...joint, positives, randomSplit }, selected);
  };
  expect(found(1)).toEqual(found(0));
});

test('findCrosses() chooses no crosses where the validation rows have one class', () => {
  const rows: TrainingRows = { ...joint, positives: joint.positives.map((value, r) => (r % 3 === 0 ? 0 : value)) };
  const { features, choice } = findCrosses(RANDOM, rows, everyRow(rows));
  expect(features).toEqual(additiveFeatures(rows.fields));
  expect(choice).toEqual({ crosses: 0, difference: 0, interval: [0, 0], rows: 0 });
});
