import { expect, test } from 'vitest';
import { normal, randomSource } from '../../../scripts/maths/random.ts';
import type { VariantDefinition } from '../../../scripts/models/definition.ts';
import { ownContender } from '../../../scripts/study/contender.ts';
import { differingRows, movers } from '../../../scripts/study/movers.ts';
import { renderSeeds } from '../../../scripts/study/over-seeds.ts';
import { pairedFigures } from '../../../scripts/training/figures/paired-bootstrap.ts';
import { pooledFigures } from '../../../scripts/training/figures/pooled-bootstrap.ts';
import type { TrainingRows } from '../../../scripts/training/rows/rows.ts';
import { sigmoid } from '../../../src/core/sigmoid.ts';
import { runScript } from '../run-script.ts';

const FIELD = { type: 'integer' as const, description: '', minimum: 0, maximum: 2 };

/** Rows of two fields, `a` and `b`, one observation a row. */
function rowsOf(a: number[], b: number[], positives: number[]): TrainingRows {
  return {
    fields: [
      { ...FIELD, name: 'a' },
      { ...FIELD, name: 'b' },
    ],
    observations: a.length,
    cells: new Map([
      ['a', Uint16Array.from(a)],
      ['b', Uint16Array.from(b)],
    ]),
    weight: new Float64Array(a.length).fill(1),
    positives: Float64Array.from(positives),
    randomSplit: new Uint8Array(a.length),
    timeSplit: new Uint8Array(a.length),
  };
}

/** Outcomes of known logits, and a second opinion that is off by some noise. */
function outcomes(count: number, seed: number, noise: number) {
  const random = randomSource(seed);
  const truth = Float64Array.from({ length: count }, () => normal(random) - 1);
  const positives = truth.map((z) => (random() < sigmoid(z) ? 1 : 0));
  return {
    truth,
    noisy: truth.map((z) => z + noise * normal(random)),
    positives,
    weight: new Float64Array(count).fill(1),
  };
}

test('pairedFigures of a contender with itself: no difference, and no interval around it', () => {
  const { truth, ...rows } = outcomes(500, 1, 0);
  for (const { difference, interval } of pairedFigures(truth, truth, rows, { seed: 1, resamples: 20 })) {
    expect([difference, ...interval]).toEqual([0, 0, 0]);
  }
});

test('pairedFigures: swapping the contenders changes the sign of differences and intervals', () => {
  const { truth, noisy, ...rows } = outcomes(500, 2, 1);
  const there = pairedFigures(truth, noisy, rows, { seed: 3, resamples: 40 });
  const back = pairedFigures(noisy, truth, rows, { seed: 3, resamples: 40 });
  for (const [k, { difference, interval }] of there.entries()) {
    expect(back[k]!.difference).toBeCloseTo(-difference, 12);
    expect(back[k]!.interval[0]).toBeCloseTo(-interval[1], 12);
  }
});

test('pairedFigures: the interval of a true difference in log loss excludes 0 and is narrower than unpaired ones', () => {
  const { truth, noisy, ...rows } = outcomes(4000, 4, 0.5);
  const [loss] = pairedFigures(truth, noisy, rows, { seed: 1 }).filter(({ figure }) => figure === 'logLoss');
  expect(loss!.interval[0]).toBeGreaterThan(0);
  expect(loss!.difference).toBeGreaterThan(loss!.interval[0]);
  expect(loss!.difference).toBeLessThan(loss!.interval[1]);
  const deviations = Array.from(truth, (z, r) => -Math.log(rows.positives[r] ? sigmoid(z) : sigmoid(-z)));
  const mean = deviations.reduce((sum, value) => sum + value, 0) / deviations.length;
  const variance = deviations.reduce((sum, value) => sum + (value - mean) ** 2, 0) / deviations.length;
  const unpaired = 2 * 1.96 * Math.sqrt((2 * variance) / deviations.length);
  expect(loss!.interval[1] - loss!.interval[0]).toBeLessThan(unpaired / 2);
});

test('pooledFigures of a single part, and of the same part twice, are those of pairedFigures within bootstrap noise', () => {
  const { truth, noisy, ...rows } = outcomes(4000, 4, 0.5);
  const keys = Array.from(truth, (_, r) => String(r));
  const part = { first: truth, second: noisy, ...rows, keys };
  const paired = pairedFigures(truth, noisy, rows, { seed: 1 });
  const [once, twice] = [[part], [part, part]].map((parts) => pooledFigures(parts, { seed: 2 }));
  expect(twice).toEqual(once);
  for (const [k, { difference, interval }] of once!.entries()) {
    expect(difference).toBeCloseTo(paired[k]!.difference, 12);
    const width = interval[1] - interval[0];
    expect(Math.abs(width / (paired[k]!.interval[1] - paired[k]!.interval[0]) - 1)).toBeLessThan(0.25);
  }
});

test('pooledFigures resamples observations, as pairedFigures does, where rows are grouped', () => {
  const { truth, noisy } = outcomes(500, 4, 0.5);
  const random = randomSource(8);
  const weight = new Float64Array(500).fill(8);
  const positives = truth.map((z) =>
    Array.from({ length: 8 }, () => Number(random() < sigmoid(z))).reduce((a, b) => a + b),
  );
  const paired = pairedFigures(truth, noisy, { weight, positives }, { seed: 1 });
  const keys = Array.from(truth, (_, r) => String(r));
  const pooled = pooledFigures([{ first: truth, second: noisy, weight, positives, keys }], { seed: 2 });
  for (const [k, { interval }] of pooled.entries()) {
    const ratio = (interval[1] - interval[0]) / (paired[k]!.interval[1] - paired[k]!.interval[0]);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.15);
  }
});

test('renderSeeds: a line per seed and one for the mean, differences with their sign', () => {
  const figures = (['auc', 'logLoss', 'brier'] as const).map((figure) => {
    return { figure, first: 0.5, second: 0.49, difference: -0.01, interval: [-0.02, 0.001] as [number, number] };
  });
  const [heading, , one, mean] = renderSeeds([{ seed: 7, figures }, { figures }], ['a', 'b']).split('\n');
  expect(heading).toMatch(/^random third +a +b +AUC +log loss +Brier$/);
  expect(one).toContain('seed 7        0.5000 / 0.5000 / 0.5000  0.4900 / 0.4900 / 0.4900  −0.0100 [−0.0200, +0.0010]');
  expect(mean).toMatch(/^mean /);
});

test('pooledFigures of two parts of other rows are surer than either, by √2', () => {
  const parts = [5, 6].map((seed) => {
    const { truth, noisy, ...rows } = outcomes(4000, seed, 0.5);
    return { first: truth, second: noisy, ...rows, keys: Array.from(truth, (_, r) => `${seed} ${r}`) };
  });
  const width = (some: typeof parts) => {
    const { interval } = pooledFigures(some, { seed: 2 }).find(({ figure }) => figure === 'logLoss')!;
    return interval[1] - interval[0];
  };
  const mean = (width(parts.slice(0, 1)) + width(parts.slice(1))) / 2;
  expect(Math.abs((width(parts) * Math.SQRT2) / mean - 1)).toBeLessThan(0.2);
});

test('movers: the values whose mean answer moves most, by weight, the biggest first', () => {
  const rows = rowsOf([0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 0, 1], [1, 0, 0, 0, 1, 1]);
  const test = Uint32Array.from([0, 1, 2, 3, 4, 5]);
  const first = new Float64Array(6);
  const second = Float64Array.from([0, 0.1, 2, 2, -1, -1]);
  const found = movers({ rows, test, first, second }, 1, { fewest: 1 });
  expect(found.map(({ where }) => where)).toEqual([{ a: 1 }, { a: 2 }, { b: 1 }, { b: 0 }, { a: 0 }]);
  expect(found[0]).toMatchObject({ rows: 2, first: 0.5, observed: 0 });
  expect(found[0]!.second).toBeCloseTo(sigmoid(2), 12);
});

test('movers leaves out groups of fewer observations than asked for', () => {
  const rows = rowsOf([0, 0, 1], [0, 0, 0], [0, 0, 0]);
  const test = Uint32Array.from([0, 1, 2]);
  const found = movers({ rows, test, first: new Float64Array(3), second: new Float64Array(3).fill(1) }, 2, {
    fewest: 2,
  });
  expect(found.map(({ where }) => where)).toEqual([{ a: 0, b: 0 }]);
});

test('differingRows: the held-out rows that are answered most differently, as a caller would send them', () => {
  const rows = rowsOf([0, 1, 2], [2, 1, 0], [1, 0, 0]);
  const found = differingRows(
    { rows, test: Uint32Array.from([0, 2]), first: new Float64Array(2), second: Float64Array.from([0.1, -3]) },
    1,
  );
  expect(found.map(({ where }) => where)).toEqual([{ a: 2, b: 0 }]);
});

test.each(['__proto__', 'constructor', 'toString'])('%s is no contender, unless model.json names one so', (name) => {
  const variant = { description: '' } as unknown as VariantDefinition;
  expect(ownContender({ variants: { plain: variant }, baselines: {} }, name)).toBeUndefined();
  const named = Object.fromEntries([[name, variant]]);
  expect(ownContender({ variants: {}, baselines: named }, name)).toEqual({ kind: 'baseline', variant });
});

test('compare says in one sentence that a name is no contender', async () => {
  const { code, stderr } = await runScript('compare', ['us-delay', 'constructor', 'one-hot', '--split', 'time']);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /error: there is no "constructor" on the time split of us-delay: it has one-hot.*python test\/oracle\/rivals\.py us-delay/,
  );
}, 120_000);

test('compare refuses seeds that are repeated, and names one', async () => {
  const { code, stderr } = await runScript('compare', ['delay', 'one-hot', 'cyclic', '--seeds', '2,1,01']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/'--seeds <n,n,…>' argument '2,1,01' is invalid\. expected every seed once: 1 is repeated/);
});
