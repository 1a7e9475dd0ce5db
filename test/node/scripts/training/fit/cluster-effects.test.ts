import { expect, test } from 'vitest';
import { randomSource } from '../../../../../scripts/maths/random.ts';
import { clusterEffects, drawClusterGradient } from '../../../../../scripts/training/fit/cluster-effects.ts';
import { minimise } from '../../../../../scripts/training/fit/newton-cg.ts';
import type { TrainingRows } from '../../../../../scripts/training/rows/rows.ts';
import { blockModel, MAIN } from '../block-model.ts';
import { type Days, SIZES, simulate } from '../simulation.ts';

/** The cluster effects of a fit of both fields: variances of the day, of the day and `a`, and of the day and `b`. */
function fitted(days: Days, rows = 40_000) {
  const simulated = simulate(3, rows, [0.8, 0.5, 0], days).rows;
  const { objective, start } = blockModel(MAIN, [1, 5], simulated);
  const { beta } = minimise(objective, start, { tolerance: 1e-8 });
  return { matrix: objective.matrix, found: clusterEffects(objective.matrix, beta, simulated.clusters!) };
}

test.each<[string, Days, number[]]>([
  ['none', { count: 1000, spread: 0 }, [0, 0, 0]],
  ['of the day', { count: 1000, spread: 0.5 }, [0.25, 0, 0]],
  ['of the day and a', { count: 1000, spread: 0, spreadA: 0.5 }, [0, 0.25, 0]],
  ['of the day, and of the day and b', { count: 1000, spread: 0.4, spreadB: 0.4 }, [0.16, 0, 0.16]],
])('clusterEffects() finds the variances of effects: %s', (_, days, expected) => {
  const { variances } = fitted(days).found;
  for (const [k, variance] of variances.entries()) expect(Math.abs(variance - expected[k]!)).toBeLessThan(0.06);
});

test('one cluster has no effects: they are part of the coefficients', () => {
  const { variances } = fitted({ count: 1, spread: 0.5 }).found;
  expect(Math.max(...variances)).toBeLessThan(0.01);
});

test('drawClusterGradient() has the variance Σ σ²·(Σ curvature)² over the clusters', () => {
  const { matrix, found } = fitted({ count: 20, spread: 0.5 }, 2000);
  const [variance] = found.variances;
  const onlyDays = { ...found, variances: [variance!, 0, 0] };
  const ofDay = new Float64Array(20);
  for (const [m, w] of found.curvature.entries()) ofDay[found.effects[0]!.cell[m]!]! += w;
  const expected = ofDay.reduce((sum, w) => sum + variance! * w ** 2, 0);
  const random = randomSource(7);
  const intercepts = Array.from({ length: 2000 }, () => drawClusterGradient(matrix, onlyDays, random).at(-1)!);
  const measured = intercepts.reduce((sum, value) => sum + value ** 2, 0) / intercepts.length;
  expect(Math.abs(measured / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / 2000));
});

test('groups of rows that are in several clusters have the same effects as their rows one by one', () => {
  const { rows } = simulate(3, 20_000, [0.8, 0.5, 0], { count: 50, spread: 0.5, spreadA: 0.3 });
  const [alone, together] = [rows, grouped(rows)].map((own) => {
    const { objective, start } = blockModel(MAIN, [1, 5], own);
    const { beta } = minimise(objective, start, { tolerance: 1e-8 });
    return clusterEffects(objective.matrix, beta, own.clusters!).variances;
  });
  expect(together!.length).toBe(3);
  for (const [k, variance] of together!.entries()) expect(Math.abs(variance - alone![k]!)).toBeLessThan(0.01);
});

/** Simulated rows with equal categories as one group each, with a member for every day. */
function grouped(rows: TrainingRows): TrainingRows {
  const [a, b] = ['a', 'b'].map((name) => rows.cells.get(name)!);
  const byDay = rows.clusters!.cluster;
  const keys = Float64Array.from(rows.weight, (_, r) => (a![r]! * SIZES[1] + b![r]!) * 1000 + byDay[r]!);
  const members = [...new Set(keys)].sort((x, y) => x - y);
  const groups = [...new Set(members.map((key) => Math.floor(key / 1000)))];
  const place = new Map(members.map((key, m) => [key, m]));
  const group = new Map(groups.map((key, g) => [key, g]));
  const positives = new Float64Array(groups.length);
  const weight = new Float64Array(groups.length);
  const inDay = { weight: new Float64Array(members.length), positives: new Float64Array(members.length) };
  for (const [r, key] of keys.entries()) {
    const g = group.get(Math.floor(key / 1000))!;
    const m = place.get(key)!;
    weight[g]! += 1;
    inDay.weight[m]! += 1;
    positives[g]! += rows.positives[r]!;
    inDay.positives[m]! += rows.positives[r]!;
  }
  const start = Uint32Array.from([...groups, Number.POSITIVE_INFINITY], (key) => {
    const first = members.findIndex((member) => Math.floor(member / 1000) >= key);
    return first < 0 ? members.length : first;
  });
  const cluster = Uint32Array.from(members, (key) => key % 1000);
  return {
    ...rows,
    cells: new Map([
      ['a', Uint16Array.from(groups, (key) => Math.floor(key / SIZES[1]))],
      ['b', Uint16Array.from(groups, (key) => key % SIZES[1])],
    ]),
    weight,
    positives,
    randomSplit: new Uint8Array(groups.length),
    timeSplit: new Uint8Array(groups.length),
    clusters: { by: 'day', count: rows.clusters!.count, start, cluster, ...inDay },
  };
}
