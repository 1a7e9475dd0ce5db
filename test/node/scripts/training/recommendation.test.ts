import { expect, test } from 'vitest';
import { recommendation } from '../../../../scripts/training/recommendation.ts';

const trained = (variant: string, choice?: Parameters<typeof recommendation>[0][number]['choice']) => ({
  artifact: { model: 'loans', variant },
  choice,
});
const FOUND = { crosses: 5, difference: -0.0914, interval: [-0.1183, -0.067] as [number, number], rows: 1111 };

test('recommendation() routes the variant with crosses if they help on validation rows', () => {
  expect(recommendation([trained('additive'), trained('crossed', FOUND)])).toEqual([
    'route loans = "crossed": 5 crosses change the log loss by −0.0914 (95 % interval −0.1183 to −0.0670) on 1111 ' +
      'validation rows inside the training rows',
  ]);
});

test('recommendation() counts one cross as one', () => {
  const [line] = recommendation([trained('additive'), trained('crossed', { ...FOUND, crosses: 1 })]);
  expect(line).toContain('1 cross changes the log loss by −0.0914');
});

test('recommendation() routes the simpler variant where crosses do not lower the log loss by more than a standard error', () => {
  const [line] = recommendation([
    trained('additive'),
    trained('crossed', { ...FOUND, crosses: 0, difference: 0.0022, interval: [-0.0031, 0.0067] }),
  ]);
  expect(line).toContain('route loans = "additive": crosses change the log loss by +0.0022');
  expect(line).toContain('not lower by more than a standard error');
});

test('recommendation() says why there are no crosses to compare', () => {
  const none = { crosses: 0, difference: 0, interval: [0, 0] as [number, number], rows: 0 };
  const line = (rows: number) => recommendation([trained('additive'), trained('crossed', { ...none, rows })])[0];
  expect(line(0)).toBe('route loans = "additive": there are too few rows to choose crosses');
  expect(line(90)).toBe('route loans = "additive": no pair of fields says more than its fields do');
});

test('recommendation() is empty for variants with listed features', () => {
  expect(recommendation([trained('one-hot'), trained('additive')])).toEqual([]);
});
