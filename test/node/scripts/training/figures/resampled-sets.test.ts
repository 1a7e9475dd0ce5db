import { expect, test } from 'vitest';
import { ranked, resampledSet } from '../../../../../scripts/training/figures/ranked.ts';
import { resampledSets } from '../../../../../scripts/training/figures/resampled-sets.ts';
import { resamples } from '../../../../../scripts/training/figures/resamples.ts';

test('resampledSets() gives the counts that visiting every row would, with rows of several clusters and ties', () => {
  const logits = Float64Array.of(0.5, -1, 0.5, 2, -1, 0);
  const clusters = {
    by: 'day',
    count: 4,
    start: Uint32Array.of(0, 2, 3, 4, 6, 7, 8),
    cluster: Uint32Array.of(0, 3, 1, 0, 3, 1, 1, 0),
    weight: Float64Array.of(2, 1, 5, 3, 1, 4, 2, 6),
    positives: Float64Array.of(1, 0, 2, 3, 1, 0, 2, 1),
  };
  const rows = {
    weight: Float64Array.of(3, 5, 3, 5, 2, 6),
    positives: Float64Array.of(1, 2, 3, 1, 2, 1),
    clusters,
  };
  const ranking = ranked(logits, rows);
  const options = { seed: 3, resamples: 20 };
  const expected = Array.from(resamples(rows, options), (counts) => resampledSet(ranking, counts));
  const copy = ({ positive, negative }: { positive: Float64Array; negative: Float64Array }) =>
    [positive, negative].map((counts) => Array.from(counts));
  expect(Array.from(resampledSets(ranking, rows, options), copy)).toEqual(expected.map(copy));
});
