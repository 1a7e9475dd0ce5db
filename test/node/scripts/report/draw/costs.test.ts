import { expect, test } from 'vitest';
import { drawCosts } from '../../../../../scripts/report/draw/costs.ts';
import type { Contender } from '../../../../../scripts/study/contender.ts';
import { scored } from '../../../../../scripts/training/figures/metrics.ts';

test('drawCosts() has a title with the largest saving on each split, or a general one if nothing is saved', () => {
  const rankings = (logits: number[]) => {
    const contender: Contender = { name: 'plain', kind: 'variant', logits: Float64Array.from(logits) };
    const held = { weight: Float64Array.of(1, 1), positives: Float64Array.of(1, 0) };
    const set = scored(contender.logits, held.weight, held.positives);
    return [{ split: 'random', contender, held, set }];
  };
  expect(drawCosts(rankings([9, -9]), 'late')).toContain('saves up to 100.0 % of the cost on the random split (plain)');
  expect(drawCosts(rankings([-9, 9]), 'late')).toContain('>What it is worth: the cost curve<');
});
