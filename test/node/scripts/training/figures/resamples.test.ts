import { expect, test } from 'vitest';
import { bootstrap } from '../../../../../scripts/training/figures/bootstrap.ts';
import { resamples } from '../../../../../scripts/training/figures/resamples.ts';
import { independent } from '../../../../../scripts/training/rows/held-out-rows.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';
import fixture from '../../../../oracle/intervals-fixture.json' with { type: 'json' };
import { PROOF } from '../../../../proof.ts';
import { clustered } from './clustered.ts';

test('the clustered interval of a mean is as wide as the clustered standard error of statsmodels asks for', () => {
  const { weight, positives, brier, standardError, independent: single } = fixture.clustered;
  const count = weight.length;
  const rows = { weight: Float64Array.from(weight), positives: Float64Array.from(positives) };
  const start = Uint32Array.from({ length: count + 1 }, (_, r) => r);
  const cluster = Uint32Array.from({ length: count }, (_, r) => r);
  const clusters = { by: 'day', count, start, cluster, ...rows };
  const logits = new Float64Array(count).fill(Math.log(0.2 / 0.8));
  const options = { seed: 1, resamples: 4000 };
  const found = bootstrap(logits, { ...rows, clusters }, options).brier;
  expect(found.value).toBeCloseTo(brier, 12);
  const t39 = 2.0227;
  const width = 2 * t39 * standardError * Math.sqrt(count / (count - 1));
  expect(Math.abs((found.interval[1] - found.interval[0]) / width - 1)).toBeLessThan(0.05);
  const [low, high] = bootstrap(logits, rows, options).brier.interval;
  expect(Math.abs((high - low) / (2 * 1.96 * single) - 1)).toBeLessThan(0.05);
});

test('a resample counts all rows of a cluster equally often, and as many clusters as there are', () => {
  const { rows } = clustered(12, 5, { seed: 1, deviation: 0 });
  for (const { up, down } of resamples(rows, { seed: 1, resamples: 20 })) {
    const times = Array.from(up, (value, r) => value + down[r]!);
    expect(times).toEqual(times.map((_, r) => times[Math.floor(r / 5) * 5]));
    expect(times.reduce((a, b) => a + b)).toBe(60);
  }
});

test('no resample lacks a class', () => {
  const weight = new Float64Array(4).fill(1);
  for (const { up, down } of resamples({ weight, positives: Float64Array.of(1, 0, 0, 0) }, { seed: 1 })) {
    expect(
      Math.min(
        up.reduce((a, b) => a + b),
        down.reduce((a, b) => a + b),
      ),
    ).toBeGreaterThan(0);
  }
});

const TRIALS = PROOF ? 600 : 30;

/** How often an interval of the log loss contains its true value, with clusters and as if rows were independent. */
function coverage(deviation: number): { clustered: number; single: number } {
  const truth = meanLogLoss(clustered(2000, 60, { seed: 999, deviation }));
  const covers = { clustered: 0, single: 0 };
  for (let seed = 1; seed <= TRIALS; seed++) {
    const { logits, rows } = clustered(30, 60, { seed, deviation });
    const inside = ([low, high]: [number, number]) => Number(low <= truth && truth <= high);
    const options = { seed, resamples: 100 };
    covers.clustered += inside(bootstrap(logits, rows, options).logLoss.interval);
    covers.single += inside(bootstrap(logits, independent(rows), options).logLoss.interval);
  }
  return { clustered: covers.clustered / TRIALS, single: covers.single / TRIALS };
}

function meanLogLoss({ logits, rows }: ReturnType<typeof clustered>): number {
  return logits.reduce((sum, z, r) => sum - Math.log(sigmoid(rows.positives[r] === 1 ? z : -z)), 0) / logits.length;
}

test('with effects of 30 days, intervals by day contain the true log loss about 95 times in 100; independent ones do not', () => {
  const found = coverage(1.2);
  expect(found.clustered).toBeGreaterThan(PROOF ? 0.95 - 3 * Math.sqrt((0.95 * 0.05) / TRIALS) : 0.87);
  expect(found.single).toBeLessThan(0.7);
}, 300_000);

test('without effects of days, intervals by day are as wide as independent ones', () => {
  const ratios = Array.from({ length: 6 }, (_, seed) => {
    const { logits, rows } = clustered(60, 60, { seed, deviation: 0 });
    const width = (held: typeof rows | ReturnType<typeof independent>) => {
      const [low, high] = bootstrap(logits, held, { seed, resamples: 150 }).logLoss.interval;
      return high - low;
    };
    return width(rows) / width(independent(rows));
  });
  expect(Math.abs(ratios.reduce((a, b) => a + b) / 6 - 1)).toBeLessThan(0.12);
}, 300_000);
