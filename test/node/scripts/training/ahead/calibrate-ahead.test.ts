import { expect, test } from 'vitest';
import { normal, randomSource } from '../../../../../scripts/maths/random.ts';
import { uncalibrated } from '../../../../../scripts/training/ahead/calibrated.ts';
import { origins } from '../../../../../scripts/training/ahead/time-windows.ts';
import { uncertaintyOf } from '../../../../../scripts/training/artifact/uncertainty.ts';
import { logLoss } from '../../../../../scripts/training/figures/log-loss.ts';
import { everyRow, type TrainingRows } from '../../../../../scripts/training/rows/rows.ts';
import { scoreRows } from '../../../../../scripts/training/score-rows.ts';
import { learnedGradient } from '../../../../../scripts/training/train-learned.ts';
import { trainVariant } from '../../../../../scripts/training/train-variant.ts';
import { parseDraws } from '../../../../../src/core/interval.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';
import { VARIANT } from '../intervals.ts';
import { FIELDS, SIZES } from '../simulation.ts';

const AHEAD = { ...VARIANT, validation: 'time' as const };
const DAYS = 160;

/** Rows over 160 days. The log-odds rise by `trend` every 20 days, while the effects of `b` fade, to a third in the end. */
function drifting(seed: number, trend: number, count = 24_000): TrainingRows {
  const random = randomSource(seed);
  const effects = Float64Array.from({ length: SIZES[1] }, () => normal(random));
  const time = Float64Array.from({ length: count }, (_, r) => Math.floor((r * DAYS) / count));
  const [a, b] = SIZES.map((size) => Uint16Array.from({ length: count }, () => Math.floor(random() * size)));
  const positives = time.map((day, r) => {
    const fading = trend === 0 ? 1 : 1 - (2 / 3) * (day / DAYS);
    return random() < sigmoid(-2 + (trend * day) / 20 + fading * effects[b![r]!]!) ? 1 : 0;
  });
  return {
    fields: FIELDS,
    observations: count,
    cells: new Map([
      ['a', a!],
      ['b', b!],
    ]),
    weight: new Float64Array(count).fill(1),
    positives,
    randomSplit: new Uint8Array(count),
    timeSplit: Uint8Array.from(time, (day) => (day < 140 ? 1 : 2)),
    time,
  };
}

/** Mean log loss of a fit on rows. */
function loss(trained: ReturnType<typeof trainVariant>, rows: TrainingRows, selected: Uint32Array): number {
  const logits = scoreRows(trained, rows, selected);
  return logits.reduce((sum, z, k) => {
    const positive = rows.positives[selected[k]!]!;
    return sum + logLoss(sigmoid(z), positive, 1 - positive) / logits.length;
  }, 0);
}

test('odds that rise and effects that fade: intercept and slope are applied, and help later rows', () => {
  const rows = drifting(1, 0.2);
  const { time } = rows;
  const before = everyRow(rows).filter((r) => time![r]! < 140);
  const timeSplit = Uint8Array.from(time!, (day) => (day < 120 ? 1 : day < 140 ? 2 : 3));
  const known = { ...rows, timeSplit };
  const trained = trainVariant(AHEAD, known, before);
  expect(trained.calibration!.applied).toBe(true);
  expect(trained.calibration!.slope).toBeLessThan(0.9);
  const later = everyRow(rows).filter((r) => time![r]! >= 140);
  const plain = uncalibrated(trained, trained.calibration);
  expect(loss(trained, known, later)).toBeLessThan(loss(plain, known, later) - 0.001);
});

test('a calibration that does not help inside the training rows is stated and not applied', () => {
  const rows = drifting(2, 0);
  const trained = trainVariant(AHEAD, rows);
  const { applied, gains, slope } = trained.calibration!;
  expect(applied).toBe(false);
  expect(gains).toHaveLength(3);
  expect(Math.min(...gains)).toBeLessThan(0);
  expect(Math.abs(slope - 1)).toBeLessThan(0.3);
  const { calibration: _, ...plain } = trained;
  expect(plain).toEqual(trainVariant(AHEAD, { ...rows, time: undefined }));
});

test('a calibrated variant holds a certified optimum: undone, its gradient is that of the fit', () => {
  const rows = drifting(3, 0.2);
  const trained = trainVariant(AHEAD, rows);
  expect(trained.calibration!.applied).toBe(true);
  const { features, intercept } = uncalibrated(trained, trained.calibration);
  const gradient = learnedGradient(features, intercept, [trained.penalty].flat(), rows, everyRow(rows));
  expect(gradient).toBeLessThanOrEqual(1e-9);
});

test('its logits are on the line, and the deviations of its draws are multiplied by the slope', () => {
  const rows = drifting(3, 0.2);
  const trained = trainVariant(AHEAD, rows);
  const { intercept, slope } = trained.calibration!;
  const { calibration: _, ...plain } = uncalibrated(trained, trained.calibration);
  const some = Uint32Array.of(0, 5000, 23_999);
  const logits = scoreRows(plain, rows, some);
  for (const [k, z] of scoreRows(trained, rows, some).entries()) {
    expect(z).toBeCloseTo(intercept + slope * logits[k]!, 8);
  }
  const [own, fitted] = [trained, plain].map((one) => {
    const { file, missing } = uncertaintyOf(one, rows, everyRow(rows), 16);
    return { missing, ...parseDraws(file.buffer, one.features) };
  });
  for (const [j, scale] of own!.scales.entries()) expect(scale / fitted!.scales[j]!).toBeCloseTo(slope, 5);
  for (const [b, variance] of own!.missing.entries()) {
    expect(variance / (slope ** 2 * fitted!.missing[b]!)).toBeCloseTo(1, 2);
  }
});

test('origins() never looks beyond the selected rows, nor at a window before it is held out', () => {
  const rows = drifting(4, 0, 1600);
  const selected = everyRow(rows).filter((r) => rows.time![r]! < 80);
  const found = origins(rows, selected);
  expect(found).toHaveLength(4);
  for (const { train, held } of found) {
    const last = Math.max(...train.map((r) => rows.time![r]!));
    expect(Math.min(...held.map((r) => rows.time![r]!))).toBe(last + 1);
    expect(Math.max(...held.map((r) => rows.time![r]!))).toBeLessThan(80);
  }
  expect(origins({ ...rows, time: undefined }, selected)).toEqual([]);
  expect(origins(rows, selected.slice(0, 7))).toEqual([]);
});
