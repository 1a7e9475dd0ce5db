import { expect, test } from 'vitest';
import type { FeatureDefinition } from '../../../../../scripts/models/definition.ts';
import { innerSplit } from '../../../../../scripts/training/rows/inner-split.ts';
import { everyRow, TEST, TRAIN, VALIDATION } from '../../../../../scripts/training/rows/rows.ts';
import { scoreRows } from '../../../../../scripts/training/score-rows.ts';
import { selectFeatures } from '../../../../../scripts/training/selection/select-features.ts';
import { trainVariant } from '../../../../../scripts/training/train-variant.ts';
import { madeNumbers } from '../made-numbers.ts';
import { simulate } from '../simulation.ts';

const OPTIONS = { fields: ['a', 'b'], validation: 'random' as const, budget: 10_000 };
const VARIANT = { description: '', penalty: 1, shrinkage: 'learned', validation: 'random' } as const;

test('selectFeatures() finds a cross if there is one, and none if there is none', () => {
  const isCross = (feature: FeatureDefinition) => feature.type === 'cross' && feature.terms.length === 2;
  const chosen = (spread: number) => {
    const { rows } = simulate(11, 12_000, [0.8, 0.5, spread]);
    return selectFeatures(rows, everyRow(rows), OPTIONS);
  };
  expect(chosen(0.8).some(isCross)).toBe(true);
  expect(chosen(0).some(isCross)).toBe(false);
});

test('selectFeatures() crosses numbers by their bins', () => {
  const rows = madeNumbers({ seed: 14, count: 2000, logit: ({ x, y }) => (x > 0 === y > 0 ? 2 : -2) });
  const [first] = selectFeatures(rows, everyRow(rows), { ...OPTIONS, fields: ['x', 'y'], most: 1 });
  expect(first).toEqual({ type: 'cross', terms: ['x', 'y'].map((field) => ({ field, bins: 8 })) });
});

test('selectFeatures() never reads the outcome of a row that was not selected', () => {
  const { rows } = simulate(12, 6000, [0.8, 0.5, 0.8]);
  const randomSplit = rows.randomSplit.map((part, r) => (r % 4 === 0 ? TEST : part));
  const selected = everyRow(rows).filter((r) => randomSplit[r] !== TEST);
  const of = (outcome: number): FeatureDefinition[] => {
    const positives = rows.positives.map((value, r) => (randomSplit[r] === TEST ? outcome : value));
    return selectFeatures({ ...rows, positives, randomSplit }, selected, OPTIONS);
  };
  expect(of(1)).toEqual(of(0));
});

test('selectFeatures() chooses what is best within the budget, not what would be best without it', () => {
  const { rows } = simulate(13, 12_000, [0.8, 0.5, 0.8]);
  const { train, validation } = innerSplit(rows, everyRow(rows), 'random');
  const budget = 30;
  const randomSplit = Uint8Array.from({ length: 12_000 }, (_, r) => (r % 4 === 0 ? VALIDATION : TRAIN));
  const lossOf = (features: FeatureDefinition[]) => {
    const trained = trainVariant({ ...VARIANT, features, budget }, { ...rows, randomSplit }, train);
    const logits = scoreRows(trained, rows, validation);
    const loss = (z: number, r: number) => Math.log1p(Math.exp(z)) - z * rows.positives[validation[r]!]!;
    return logits.reduce((sum, z, r) => sum + loss(z, r), 0) / validation.length;
  };
  const losses: number[] = [];
  const onAdded = (_: FeatureDefinition, loss: number) => losses.push(loss);
  const within = selectFeatures(rows, everyRow(rows), { ...OPTIONS, budget, onAdded });
  expect(lossOf(within)).toBeCloseTo(Math.min(...losses), 2);
  expect(lossOf(within)).toBeLessThan(lossOf(selectFeatures(rows, everyRow(rows), OPTIONS)));
});
