import { expect, test } from 'vitest';
import { rateIntervals } from '../../../../../scripts/training/figures/rate-intervals.ts';
import { wilson } from '../../../../../scripts/training/figures/wilson.ts';
import { independent } from '../../../../../scripts/training/rows/held-out-rows.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';
import { clustered } from './clustered.ts';

test('rateIntervals() of independent rows are those of Wilson, label by label', () => {
  const { rows } = clustered(10, 20, { seed: 1, deviation: 0 });
  const labels = rows.positives.map((_, r) => r % 2);
  for (const [label, { rows: count, positives, low, high }] of rateIntervals(labels, 2, independent(rows)).entries()) {
    expect(count).toBe(100);
    expect(positives).toBe(rows.positives.filter((_, r) => r % 2 === label).reduce((a, b) => a + b));
    expect([low, high]).toEqual(wilson(positives, count));
  }
});

test('with effects of days, the interval by day contains the rate of many days 95 times in 100', () => {
  const rate = (held: { positives: Float64Array }) => held.positives.reduce((a, b) => a + b) / held.positives.length;
  const truth = rate(clustered(4000, 50, { seed: 99, deviation: 1 }).rows);
  const covered = { byDay: 0, single: 0 };
  for (let seed = 1; seed <= 400; seed++) {
    const { rows } = clustered(30, 50, { seed, deviation: 1 });
    const inside = (held: Parameters<typeof rateIntervals>[2]) => {
      const [one] = rateIntervals(new Uint8Array(1500), 1, held);
      return Number(one!.low <= truth && truth <= one!.high) / 400;
    };
    covered.byDay += inside(rows);
    covered.single += inside(independent(rows));
  }
  expect(covered.byDay).toBeGreaterThan(0.93);
  expect(covered.byDay).toBeLessThan(0.98);
  expect(covered.single).toBeLessThan(0.6);
});

test('a label in one cluster says nothing, and a label without rows has none', () => {
  const { rows } = clustered(2, 10, { seed: 1, deviation: 0 });
  const labels = Uint8Array.from({ length: 20 }, (_, r) => (r < 10 ? 0 : 1));
  const [one, , none] = rateIntervals(labels, 3, rows);
  expect(one).toMatchObject({ rows: 10, low: 0, high: 1, clusters: 1 });
  expect(none).toMatchObject({ rows: 0, clusters: 0 });
});

test('a cluster whose rows have no weight does not count', () => {
  const { rows } = clustered(3, 10, { seed: 1, deviation: 0 });
  const without = (values: Float64Array) => values.map((value, r) => (r < 10 ? 0 : value));
  const [weight, positives] = [without(rows.weight), without(rows.positives)];
  const held = { weight, positives, clusters: { ...rows.clusters, weight, positives } };
  expect(rateIntervals(new Uint8Array(30), 1, held)[0]).toMatchObject({ rows: 20, clusters: 2 });
});

test('intervals by day are never narrower than independent ones', () => {
  const { logits, rows } = clustered(12, 40, { seed: 4, deviation: 0 });
  const labels = logits.map((z) => Math.floor(4 * sigmoid(z)));
  const single = rateIntervals(labels, 4, independent(rows));
  for (const [k, { low, high }] of rateIntervals(labels, 4, rows).entries()) {
    expect(high - low).toBeGreaterThanOrEqual(single[k]!.high - single[k]!.low);
  }
});
