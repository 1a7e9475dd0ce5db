import { expect, test } from 'vitest';
import type { VariantDefinition } from '../../../../../scripts/models/definition.ts';
import { uncertaintyOf } from '../../../../../scripts/training/artifact/uncertainty.ts';
import { everyRow } from '../../../../../scripts/training/rows/rows.ts';
import { trainVariant } from '../../../../../scripts/training/train-variant.ts';
import { PROOF } from '../../../../proof.ts';
import { CROSS, MAIN } from '../block-model.ts';
import { coverage, sample } from '../coverage.ts';
import { VARIANT } from '../intervals.ts';
import { type Days, simulate } from '../simulation.ts';

const FIXED = { ...VARIANT, shrinkage: 'fixed' as const };
const CROSSED = { ...VARIANT, features: [...MAIN, CROSS] };
const NARROW: [number, number, number] = [0.8, 0.5, 0];

type Case = [name: string, variant: VariantDefinition, spreads: [number, number, number], rows: number, days: Days];

const QUICK: Case[] = [
  ['days without effects', VARIANT, NARROW, 4000, { count: 100, spread: 0 }],
  ['an effect of the day', VARIANT, NARROW, 4000, { count: 100, spread: 1 }],
  ['few days that affect categories', VARIANT, NARROW, 12_000, { count: 30, spread: 0.5, spreadA: 0.5 }],
  ['a fixed penalty', FIXED, [1, 1, 0], 4000, { count: 100, spread: 0.5, spreadB: 0.5 }],
];
const LONG: Case[] = [
  ['a smaller effect of the day', VARIANT, NARROW, 4000, { count: 100, spread: 0.5 }],
  ['few days', VARIANT, NARROW, 12_000, { count: 30, spread: 0.5 }],
  ['a cross', CROSSED, [0.8, 0.5, 0.4], 4000, { count: 100, spread: 0.5, spreadA: 0.5 }],
  ['many rows', VARIANT, NARROW, 40_000, { count: 100, spread: 0.5 }],
  ['many rows, and days that affect categories', VARIANT, NARROW, 40_000, { count: 100, spread: 0.5, spreadA: 0.5 }],
  [
    'many rows, and days that affect rare categories',
    VARIANT,
    NARROW,
    40_000,
    { count: 100, spread: 0.5, spreadB: 0.5 },
  ],
];

test.each(PROOF ? [...QUICK, ...LONG] : QUICK)(
  'intervals of 90 % hold the true probability over all days 90 % of the time: %s',
  (_, variant, spreads, count, days) => {
    const { sets, allowance } = sample(60);
    const { all, rare } = coverage(variant, spreads, sets, { count, days });
    for (const share of [all, rare]) expect(Math.abs(share - 0.9)).toBeLessThan(allowance);
  },
  600_000,
);

test('taken as independent, rows of few days give intervals that hold the truth too rarely', () => {
  const [, variant, spreads, count, days] = QUICK[2]!;
  const { all } = coverage(variant, spreads, sample(60).sets, { count, days, clustered: false });
  expect(all).toBeLessThan(0.85);
}, 600_000);

test.each([
  ['learned', VARIANT],
  ['fixed', FIXED],
])('clusters change the draws of %s shrinkage, and nothing of the fit', (_, variant) => {
  const { rows } = simulate(1, 2000, NARROW, { count: 20, spread: 0.5 });
  const independent = { ...rows, clusters: undefined };
  expect(trainVariant(variant, rows)).toEqual(trainVariant(variant, independent));
  const trained = trainVariant(variant, rows);
  const [clustered, plain] = [rows, independent].map((own) => uncertaintyOf(trained, own, everyRow(own), 16));
  expect(clustered!.missing).toEqual(plain!.missing);
  expect(clustered!.file.length).toBe(plain!.file.length);
  expect(clustered!.file).not.toEqual(plain!.file);
});
