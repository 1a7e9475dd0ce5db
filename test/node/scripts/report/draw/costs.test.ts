import { expect, test } from 'vitest';
import { drawCosts } from '../../../../../scripts/report/draw/costs.ts';
import type { Contender } from '../../../../../scripts/study/contender.ts';
import { scored } from '../../../../../scripts/training/figures/metrics.ts';

test('drawCosts() has a title with the largest saving of the variant it is about, or a general one if that saves nothing', () => {
  const ranking = (name: string, logits: number[]) => {
    const contender: Contender = { name, kind: 'variant', logits: Float64Array.from(logits) };
    const held = { weight: Float64Array.of(1, 1), positives: Float64Array.of(1, 0) };
    const set = scored(contender.logits, held.weight, held.positives);
    return { split: 'random', contender, held, set };
  };
  const rankings = [ranking('right', [9, -9]), ranking('wrong', [-9, 9])];
  expect(drawCosts(rankings, 'right', 'late')).toContain(
    'answers of right saves up to 100.0 % of the cost on the random',
  );
  expect(drawCosts(rankings, 'wrong', 'late')).toContain('>What it is worth: the cost curve<');
});
