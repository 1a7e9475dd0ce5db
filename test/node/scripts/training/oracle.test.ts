import { expect, test } from 'vitest';
import type { FeatureDefinition, VariantDefinition } from '../../../../scripts/models/definition.ts';
import type { TrainingRows } from '../../../../scripts/training/rows/rows.ts';
import { scoreRows } from '../../../../scripts/training/score-rows.ts';
import { trainVariant } from '../../../../scripts/training/train-variant.ts';
import type { Field } from '../../../../src/core/artifact.ts';
import { compileEncoder } from '../../../../src/core/encode.ts';
import { sigmoid } from '../../../../src/core/sigmoid.ts';
import fixture from '../../../oracle/fixture.json' with { type: 'json' };

const category = { type: 'category', description: '', unknown: 'reject', match: 'folded' } as const;
const fields: Field[] = [
  { ...category, name: 'carrier', vocabulary: ['Austral', 'Condor', 'Ñandú Air', 'Once'] },
  { ...category, name: 'destination', vocabulary: ['ANF', 'CJC', 'EZE', 'GRU', 'LIM', 'PMC', 'ZCO'] },
  { name: 'hour', type: 'integer', description: '', minimum: 0, maximum: 23 },
  { name: 'distance', type: 'number', description: '' },
];
const features: FeatureDefinition[] = [
  { type: 'one-hot', field: 'carrier' },
  { type: 'one-hot', field: 'destination' },
  { type: 'one-hot', field: 'hour' },
  { type: 'cyclic', field: 'hour', period: 24 },
  { type: 'numeric', field: 'distance' },
];
const rows: TrainingRows = {
  fields,
  observations: fixture.rows.length,
  cells: new Map(
    compileEncoder(fields).fields.map(({ field, cell }) => [
      field.name,
      Float64Array.from(fixture.rows, (row) => cell(new Map<string, unknown>(Object.entries(row)).get(field.name))),
    ]),
  ),
  weight: Float64Array.from(fixture.rows, (row) => row.weight),
  positives: Float64Array.from(fixture.rows, (row) => row.positives),
  randomSplit: new Uint8Array(fixture.rows.length),
  timeSplit: new Uint8Array(fixture.rows.length),
};
const variant: VariantDefinition = {
  description: '',
  features,
  penalty: 1,
  shrinkage: 'fixed',
  validation: 'random',
  budget: 1,
};
const everyRow = Uint32Array.from(fixture.rows, (_, r) => r);

test.each(fixture.fits)('trainVariant gives the probabilities of scikit-learn at penalty $penalty', (oracle) => {
  const trained = trainVariant({ ...variant, penalty: oracle.penalty }, rows);
  expect(trained.gradient).toBeLessThan(1e-9);
  const probabilities = scoreRows(trained, rows, everyRow).map(sigmoid);
  const differences = probabilities.map((p, r) => Math.abs(p - oracle.probabilities[r]!));
  expect(Math.max(...differences)).toBeLessThan(1e-9);
});

test.each(fixture.fits)('trainVariant gives the coefficients of scikit-learn at penalty $penalty', (oracle) => {
  const trained = trainVariant({ ...variant, penalty: oracle.penalty }, rows);
  const coefficients = trained.features.flatMap((feature): number[] => [...feature.coefficients]);
  expect(coefficients.length).toBe(oracle.coefficients.length);
  const differences = coefficients.map((coefficient, j) => Math.abs(coefficient - oracle.coefficients[j]!));
  expect(Math.max(...differences)).toBeLessThan(1e-9);
  expect(Math.abs(trained.intercept - oracle.intercept)).toBeLessThan(1e-9);
});

test.each(fixture.fits)('trainVariant counts a row as often as it is selected, at penalty $penalty', (oracle) => {
  const twice = Uint32Array.from({ length: 2 * everyRow.length }, (_, k) => k % everyRow.length);
  const trained = trainVariant({ ...variant, penalty: 2 * oracle.penalty }, rows, twice);
  const differences = scoreRows(trained, rows, everyRow).map((z, r) => sigmoid(z) - oracle.probabilities[r]!);
  expect(Math.max(...differences.map(Math.abs))).toBeLessThan(1e-9);
});
