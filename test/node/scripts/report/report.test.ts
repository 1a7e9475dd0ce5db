import { expect, test } from 'vitest';
import { normal, randomSource } from '../../../../scripts/maths/random.ts';
import { contenderColor, contenderDash } from '../../../../scripts/report/draw/contender-style.ts';
import { drawCosts } from '../../../../scripts/report/draw/costs.ts';
import { panel, figureSvg } from '../../../../scripts/report/draw/figure-svg.ts';
import { markdownTable } from '../../../../scripts/report/markdown-table.ts';
import { additiveResiduals } from '../../../../scripts/report/measures/additive-residuals.ts';
import {
  bestThreshold,
  costWithoutModel,
  hindsightThreshold,
  policy,
} from '../../../../scripts/report/measures/costs.ts';
import { precisionRecallCurve, rocCurve } from '../../../../scripts/report/measures/curves.ts';
import { distribution } from '../../../../scripts/report/measures/distribution.ts';
import { fieldEffects } from '../../../../scripts/report/measures/field-effects.ts';
import { interactions } from '../../../../scripts/report/measures/interactions.ts';
import { reliability } from '../../../../scripts/report/measures/reliability.ts';
import { wilson } from '../../../../scripts/report/measures/wilson.ts';
import type { Contender } from '../../../../scripts/study/contender.ts';
import { parsePredictions } from '../../../../scripts/study/rivals.ts';
import { figureText } from '../../../../scripts/training/figures/figure-text.ts';
import { metrics, scored } from '../../../../scripts/training/figures/metrics.ts';
import type { TrainingRows } from '../../../../scripts/training/rows/rows.ts';
import type { Feature, Field } from '../../../../src/core/artifact.ts';
import { sigmoid } from '../../../../src/core/sigmoid.ts';
import { tQuantile } from '../../../../src/core/t-quantile.ts';

/** Outcomes that follow their probabilities. */
function calibrated(count: number, seed: number) {
  const random = randomSource(seed);
  const logits = Float64Array.from({ length: count }, () => normal(random) - 1);
  const positives = logits.map((z) => (random() < sigmoid(z) ? 1 : 0));
  return scored(logits, new Float64Array(count).fill(1), positives);
}

/** All pairs of two fields of three and two values, as often as `weight` says. */
const FIELDS: Field[] = [
  { name: 'a', type: 'integer', description: '', minimum: 1, maximum: 3 },
  { name: 'b', type: 'integer', description: '', minimum: 0, maximum: 1 },
];
const ROWS: TrainingRows = {
  fields: FIELDS,
  observations: 12,
  cells: new Map([
    ['a', Uint16Array.of(0, 0, 1, 1, 2, 2)],
    ['b', Uint16Array.of(0, 1, 0, 1, 0, 1)],
  ]),
  weight: Float64Array.of(1, 1, 2, 2, 3, 3),
  positives: new Float64Array(6),
  randomSplit: new Uint8Array(6),
  timeSplit: new Uint8Array(6),
};

test('rocCurve goes from (0, 0) to (1, 1), never falls, and holds the AUC as its area', () => {
  const set = calibrated(5000, 1);
  const points = rocCurve(set);
  expect([points[0], points.at(-1)]).toEqual([
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ]);
  let area = 0;
  for (const [k, { x, y }] of points.slice(1).entries()) {
    const before = points[k]!;
    expect(x >= before.x && y >= before.y).toBe(true);
    area += ((x - before.x) * (y + before.y)) / 2;
  }
  expect(area).toBeCloseTo(metrics(set).auc, 3);
});

test('precisionRecallCurve ends at recall 1 with the share of positives as its precision', () => {
  const set = calibrated(5000, 2);
  const positives = set.positive.reduce((sum, value) => sum + value, 0);
  expect(precisionRecallCurve(set).at(-1)).toEqual({ x: 1, y: positives / 5000 });
});

test('wilson: the interval of Wilson 1927, also for none and for all', () => {
  expect(wilson(10, 50).map((bound) => bound.toFixed(4))).toEqual(['0.1124', '0.3304']);
  expect(wilson(0, 10)[0]).toBe(0);
  expect(wilson(0, 10)[1]).toBeCloseTo(0.2775, 4);
  expect(wilson(10, 10)[1]).toBeCloseTo(1, 12);
});

test('reliability: ten bins of equal weight that cover calibrated answers', () => {
  const bins = reliability(calibrated(20_000, 3));
  expect(bins.map(({ rows }) => rows)).toEqual(new Array(10).fill(2000));
  expect(bins.filter(({ answered, low, high }) => answered >= low && answered <= high).length).toBeGreaterThanOrEqual(
    8,
  );
});

test('distribution: the bars of each outcome sum to 1', () => {
  for (const outcome of [0, 1]) {
    const bars = distribution(calibrated(1000, 4)).filter((bar) => bar.outcome === outcome);
    expect(bars.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  }
});

test('policy: costs count misses and false alarms; the bounds are acting on all rows and on none', () => {
  const set = scored(Float64Array.of(2, 0, -2), Float64Array.of(1, 2, 1), Float64Array.of(1, 1, 0));
  const costs = { miss: 4, falseAlarm: 1 };
  expect(policy(set, 0.7, costs)).toEqual({ threshold: 0.7, acted: 0.25, caught: 0.5, cost: 1 });
  expect(policy(set, 0, costs).cost).toBe(0.5);
  expect(policy(set, 1, costs).cost).toBe(2);
  expect(costWithoutModel(set, costs)).toBe(0.5);
});

test('bestThreshold: of calibrated answers, hardly any other threshold costs less', () => {
  const set = calibrated(50_000, 5);
  for (const costs of [
    { miss: 1, falseAlarm: 1 },
    { miss: 5, falseAlarm: 1 },
  ]) {
    const known = policy(set, bestThreshold(costs), costs).cost;
    const hindsight = policy(set, hindsightThreshold(set, costs), costs).cost;
    expect(hindsight).toBeLessThanOrEqual(known);
    expect(known / hindsight).toBeLessThan(1.01);
  }
});

test('fieldEffects of a one-hot feature: its coefficients, centred by how frequent the values are', () => {
  const features: Feature[] = [{ type: 'one-hot', field: 'a', coefficients: [0, 1, 2] }];
  const found = fieldEffects({ intercept: 3, fields: FIELDS, features }, undefined, FIELDS[0]!, ROWS);
  const mean = (0 * 2 + 1 * 4 + 2 * 6) / 12;
  for (const [cell, { effect }] of found.entries()) expect(effect).toBeCloseTo(cell - mean, 12);
  expect(fieldEffects({ intercept: 3, fields: FIELDS, features }, undefined, FIELDS[1]!, ROWS)).toEqual([]);
});

test('fieldEffects: a value is only asked of rows that have it', () => {
  const rows = {
    ...ROWS,
    weight: Float64Array.of(3, 1),
    cells: new Map([
      ['a', Uint16Array.of(0, 1)],
      ['b', Uint16Array.of(0, 1)],
    ]),
  };
  const features: Feature[] = [
    { type: 'cross', terms: [{ field: 'a' }, { field: 'b' }], cells: [0], coefficients: [4] },
  ];
  const found = fieldEffects({ intercept: 0, fields: FIELDS, features }, undefined, FIELDS[0]!, rows);
  expect(found).toEqual([
    { cell: 0, effect: 4 - 4 * 0.75 },
    { cell: 1, effect: 0 },
  ]);
});

test('fieldEffects: intervals are posterior deviations of the centred effect, times the quantile of Student’s t', () => {
  const features: Feature[] = [{ type: 'one-hot', field: 'b', coefficients: [0, 0] }];
  const uncertainty = { draws: 2, file: '', missing: [0] };
  const draws = { count: 2, scales: Float32Array.of(1, 1, 1), steps: Int8Array.of(9, -9, 1, -1, -1, 1) };
  const found = fieldEffects({ intercept: 0, fields: FIELDS, features, uncertainty }, draws, FIELDS[1]!, ROWS);
  const reach = tQuantile(0.975, 2);
  expect(found.map(({ low, high }) => [low, high])).toEqual([
    [-reach, reach],
    [-reach, reach],
  ]);
});

test('fieldEffects: a coefficient that the variant lacks is not known to be 0', () => {
  const features: Feature[] = [{ type: 'cross', terms: [{ field: 'b' }], cells: [0], coefficients: [0] }];
  const uncertainty = { draws: 2, file: '', missing: [4] };
  const draws = { count: 2, scales: Float32Array.of(1, 1), steps: new Int8Array(4) };
  const found = fieldEffects({ intercept: 0, fields: FIELDS, features, uncertainty }, draws, FIELDS[1]!, ROWS);
  for (const { high } of found) expect(high).toBeCloseTo(tQuantile(0.975, 2), 12);
});

test('interactions: what features of both fields add beyond each value alone, and nothing of one-hot features', () => {
  const features: Feature[] = [
    { type: 'one-hot', field: 'a', coefficients: [5, 5, 5] },
    { type: 'cross', terms: [{ field: 'a' }, { field: 'b' }], cells: [0, 5], coefficients: [1, -2] },
  ];
  const [found, ...others] = interactions({ features }, ROWS, 3);
  expect(others).toEqual([]);
  const [ofA, ofB, mean] = [[0.5, 0, -1], [1 / 6, -1], -5 / 12];
  const pure = [1, 0, 0, 0, 0, -2].map((value, k) => value - ofA[k >> 1]! - ofB[k & 1]! + mean);
  for (const [k, { effect }] of found!.cells.entries()) expect(effect).toBeCloseTo(pure[k]!, 8);
  const variance = pure.reduce((sum, effect, k) => sum + (ROWS.weight[k]! * effect ** 2) / 12, 0);
  expect(found!.strength).toBeCloseTo(Math.sqrt(variance), 8);
});

test('interactions: a cross that only holds what each value does by itself is none', () => {
  const terms = [{ field: 'a' }, { field: 'b' }];
  const features: Feature[] = [{ type: 'cross', terms, cells: [0, 1, 2, 3, 4, 5], coefficients: [1, 3, 2, 4, -5, -3] }];
  const [found] = interactions({ features }, ROWS, 1);
  expect(found!.strength).toBeLessThan(1e-8);
});

test('centred: no line of an uneven table with gaps has a mean left, and nothing is left of a sum', () => {
  const random = randomSource(6);
  const cells = Array.from({ length: 60 }, (_, k) => ({ first: k % 10, second: Math.floor(k / 10) }))
    .filter(() => random() < 0.7)
    .map((place) => ({ ...place, weight: 1 + Math.floor(20 * random()), value: normal(random) }));
  const left = additiveResiduals(cells);
  for (const line of ['first', 'second'] as const) {
    for (const own of Map.groupBy(cells.keys(), (k) => cells[k]![line]).values()) {
      const sum = own.reduce((total, k) => total + cells[k]!.weight * left[k]!, 0);
      expect(Math.abs(sum)).toBeLessThan(1e-6);
    }
  }
  const sums = cells.map((cell) => ({ ...cell, value: 3 + cell.first ** 2 - 2 * cell.second }));
  for (const value of additiveResiduals(sums)) expect(Math.abs(value)).toBeLessThan(1e-6);
});

test('parsePredictions takes a file of the same rows, and nothing of others', () => {
  const rows = { weight: Float64Array.of(1, 2), positives: Float64Array.of(0, 1) };
  const csv = 'weight,positives,probability\n1,0,0.5\n2,1,0\n';
  const logits = parsePredictions(csv, rows)!;
  expect(logits[0]).toBe(0);
  expect(Number.isFinite(logits[1])).toBe(true);
  expect(parsePredictions(csv.replace('2,1', '2,2'), rows)).toBeUndefined();
  expect(parsePredictions(csv.replace('0.5', 'x'), rows)).toBeUndefined();
  expect(parsePredictions(`${csv}1,0,0.5\n`, rows)).toBeUndefined();
});

test('figureSvg: text is escaped, and colours follow the theme of the reader', () => {
  const drawing = panel({ width: 200, height: 100, x: { domain: [0, 3] }, y: { domain: [0, 1] } });
  const svg = figureSvg({
    title: 'A <b> & c',
    subtitle: 'how to read it',
    legend: [{ label: 'one', color: 'var(--c0)' }],
    panels: [[drawing]],
  });
  expect(svg).toContain('A &lt;b&gt; &amp; c');
  expect(svg).toContain('@media (prefers-color-scheme:dark)');
  expect(svg.match(/<svg /g)).toHaveLength(1);
  expect(svg).not.toMatch(/="[^"]*\d\.\d{3,}/);
});

test('figureSvg: a title that is too long goes on in a line below, and everything else moves down', () => {
  const drawing = panel({ width: 200, height: 100 });
  const sheet = (title: string) => figureSvg({ title, subtitle: 'how to read it', panels: [[drawing]] });
  const heightOf = (svg: string) => Number(/ height="(\d+)"/.exec(svg)![1]);
  const [short, long] = [sheet('In short'), sheet('At some length '.repeat(6).trim())];
  expect(long.match(/class="title"/g)).toHaveLength(2);
  expect(heightOf(long) - heightOf(short)).toBe(24);
});

test('drawCosts says the most that answers save on each split, and nothing of the kind when they save nothing', () => {
  const rankings = (logits: number[]) => {
    const contender: Contender = { name: 'plain', kind: 'variant', logits: Float64Array.from(logits) };
    const set = scored(contender.logits, Float64Array.of(1, 1), Float64Array.of(1, 0));
    return [{ split: 'random', contender, set }];
  };
  expect(drawCosts(rankings([9, -9]), 'late')).toContain('saves up to 100.0 % of the cost on the random split (plain)');
  expect(drawCosts(rankings([-9, 9]), 'late')).toContain('>What it is worth: the cost curve<');
});

test('figureText rounds by way of the six decimals of artifacts', () => {
  expect(figureText(0.07444996)).toBe('0.0745');
  expect(figureText(0.0744494)).toBe('0.0744');
  expect(figureText(0.1234567, 3)).toBe('0.123');
});

test('markdownTable escapes what would end a cell', () => {
  expect(
    markdownTable([
      ['a', 'b'],
      ['1 | 2', '3'],
    ]),
  ).toBe('| a | b |\n| --- | --- |\n| 1 \\| 2 | 3 |');
});

test('contenderDash: the first 16 in grey all differ, and variants have none', () => {
  const of = (kind: Contender['kind'], name: string) => ({ contender: { kind, name, logits: new Float64Array() } });
  const rivals = Array.from({ length: 16 }, (_, k) => of(k < 3 ? 'baseline' : 'rival', `rival ${k}`));
  const variant = of('variant', 'plain');
  const all = [variant, ...rivals];
  expect(new Set(rivals.map(({ contender }) => contenderDash(contender, all))).size).toBe(16);
  expect(new Set(rivals.map(({ contender }) => contenderColor(contender, all))).size).toBe(1);
  expect(contenderDash(variant.contender, all)).toBeUndefined();
});
