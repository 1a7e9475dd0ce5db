import { expect, test } from 'vitest';
import { randomSource } from '../../../../scripts/maths/random.ts';
import type { FeatureDefinition } from '../../../../scripts/models/definition.ts';
import { measureAblations } from '../../../../scripts/training/ablations.ts';
import { TEST, TRAIN, type TrainingRows, VALIDATION } from '../../../../scripts/training/rows/rows.ts';
import { sigmoid } from '../../../../src/core/sigmoid.ts';

const FIELD = { type: 'integer' as const, description: '', minimum: 0, maximum: 9 };

/** Rows whose outcome depends on `a` and not on `b`; the last third is held out. */
function simulated(heldOut: number): TrainingRows {
  const random = randomSource(1);
  const count = 9000;
  const a = Uint16Array.from({ length: count }, () => Math.floor(random() * 10));
  const b = Uint16Array.from({ length: count }, () => Math.floor(random() * 10));
  const part = Uint8Array.from({ length: count }, (_, r) => (r >= 6000 ? TEST : r % 3 === 0 ? VALIDATION : TRAIN));
  return {
    fields: [
      { ...FIELD, name: 'a' },
      { ...FIELD, name: 'b' },
    ],
    observations: count,
    cells: new Map([
      ['a', a],
      ['b', b],
    ]),
    weight: new Float64Array(count).fill(1),
    positives: Float64Array.from(a, (value, r) =>
      part[r] === TEST ? heldOut : random() < sigmoid(value / 2 - 3) ? 1 : 0,
    ),
    randomSplit: part,
    timeSplit: new Uint8Array(count),
  };
}

const cross = (field: string): FeatureDefinition => ({ type: 'cross', terms: [{ field }] });
const candidate = (...fields: string[]) => ({
  description: '',
  validation: 'random' as const,
  budget: 1000,
  features: fields.map(cross),
});
const KEPT = candidate('a');
const ABLATIONS = { noise: candidate('a', 'b'), blind: candidate('b') };

test('an ablation without a feature that matters loses; one with a useless feature is no better than the variant', () => {
  const measured = measureAblations(KEPT, ABLATIONS, simulated(0), () => {});
  expect(measured.cluster).toBeUndefined();
  const [kept, noise, blind] = measured.ablations;
  expect(kept).toMatchObject({ ablation: 'kept', difference: 0, interval: [0, 0] });
  expect(noise!.interval[1]).toBeGreaterThan(0);
  expect(blind!.interval[0]).toBeGreaterThan(0.05);
  expect(blind!.auc).toBeLessThan(0.55);
  expect([kept!.verdict, noise!.verdict, blind!.verdict]).toEqual([undefined, noise!.verdict, 'worse']);
  expect(noise!.verdict).not.toBe('better');
});

test('measureAblations() never reads the outcome of a held-out row', () => {
  const of = (heldOut: number) => measureAblations(KEPT, ABLATIONS, simulated(heldOut), () => {});
  expect(of(1)).toEqual(of(0));
});
