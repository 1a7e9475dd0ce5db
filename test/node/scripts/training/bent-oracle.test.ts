import { expect, test } from 'vitest';
import { everyRow } from '../../../../scripts/training/rows/rows.ts';
import { scoreRows } from '../../../../scripts/training/score-rows.ts';
import { sigmoid } from '../../../../src/core/sigmoid.ts';
import fixture from '../../../oracle/bent-fixture.json' with { type: 'json' };
import { bentRows, trainBent } from '../../../oracle/bent-variant.ts';

const rows = bentRows(fixture.rows);
const trained = trainBent(rows);

test('learned penalties of bins, slopes and crosses are those that scikit-learn was given', () => {
  expect(trained.penalty).toEqual(fixture.penalty);
});

test('at the learned penalties, coefficients are those of scikit-learn on the expanded design', () => {
  const coefficients = trained.features.flatMap((feature): number[] => [...feature.coefficients]);
  expect(coefficients).toHaveLength(fixture.coefficients.length);
  const differences = coefficients.map((coefficient, j) => Math.abs(coefficient - fixture.coefficients[j]!));
  expect(Math.max(...differences)).toBeLessThan(1e-7);
  expect(Math.abs(trained.intercept - fixture.intercept)).toBeLessThan(1e-7);
});

test('at the learned penalties, probabilities are those of scikit-learn', () => {
  const probabilities = scoreRows(trained, rows, everyRow(rows)).map(sigmoid);
  const differences = probabilities.map((p, r) => Math.abs(p - fixture.probabilities[r]!));
  expect(Math.max(...differences)).toBeLessThan(1e-7);
});
