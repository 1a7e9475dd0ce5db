import { expect, test } from 'vitest';
import { normal, randomSource } from '../../../../../scripts/maths/random.ts';
import { pairedFigures } from '../../../../../scripts/training/figures/paired-bootstrap.ts';
import { pooledFigures } from '../../../../../scripts/training/figures/pooled-bootstrap.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';
import { clustered } from './clustered.ts';
import { outcomes } from './outcomes.ts';

test('pooledFigures() of one part, and of the same part twice, are those of pairedFigures() within bootstrap noise', () => {
  const { truth, noisy, ...rows } = outcomes(4000, 4, 0.5);
  const keys = Array.from(truth, (_, r) => String(r));
  const part = { first: truth, second: noisy, rows, keys };
  const paired = pairedFigures(truth, noisy, rows, { seed: 1 });
  const [once, twice] = [[part], [part, part]].map((parts) => pooledFigures(parts, { seed: 2 }));
  expect(twice).toEqual(once);
  for (const [k, { difference, interval }] of once!.entries()) {
    expect(difference).toBeCloseTo(paired[k]!.difference, 12);
    const width = interval[1] - interval[0];
    expect(Math.abs(width / (paired[k]!.interval[1] - paired[k]!.interval[0]) - 1)).toBeLessThan(0.25);
  }
});

test('pooledFigures() of grouped rows resamples observations, as pairedFigures() does', () => {
  const { truth, noisy } = outcomes(500, 4, 0.5);
  const random = randomSource(8);
  const weight = new Float64Array(500).fill(8);
  const positives = truth.map((z) =>
    Array.from({ length: 8 }, () => Number(random() < sigmoid(z))).reduce((a, b) => a + b),
  );
  const paired = pairedFigures(truth, noisy, { weight, positives }, { seed: 1 });
  const keys = Array.from(truth, (_, r) => String(r));
  const pooled = pooledFigures([{ first: truth, second: noisy, rows: { weight, positives }, keys }], { seed: 2 });
  for (const [k, { figure, interval }] of pooled.entries()) {
    if (figure === 'netCalibrationError') continue;
    const ratio = (interval[1] - interval[0]) / (paired[k]!.interval[1] - paired[k]!.interval[0]);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.15);
  }
});

test('pooledFigures() of two parts with different rows have intervals narrower by √2', () => {
  const parts = [5, 6].map((seed) => {
    const { truth, noisy, ...rows } = outcomes(4000, seed, 0.5);
    return { first: truth, second: noisy, rows, keys: Array.from(truth, (_, r) => `${seed} ${r}`) };
  });
  const width = (some: typeof parts) => {
    const { interval } = pooledFigures(some, { seed: 2 }).find(({ figure }) => figure === 'logLoss')!;
    return interval[1] - interval[0];
  };
  const mean = (width(parts.slice(0, 1)) + width(parts.slice(1))) / 2;
  expect(Math.abs((width(parts) * Math.SQRT2) / mean - 1)).toBeLessThan(0.2);
});

test('pooledFigures() by cluster count a day equally often in every part, so a part twice is as uncertain as once', () => {
  const { logits, rows } = clustered(40, 30, { seed: 1, deviation: 0.8 });
  const random = randomSource(3);
  const part = { first: logits, second: logits.map((z) => z + normal(random)), rows, keys: [] };
  const [once, twice] = [[part], [part, part]].map((parts) => pooledFigures(parts, { seed: 2 }));
  expect(twice).toEqual(once);
  const paired = pairedFigures(part.first, part.second, rows, { seed: 2 });
  expect(once).toEqual(paired);
});
