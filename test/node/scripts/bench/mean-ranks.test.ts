import { expect, test } from 'vitest';
import { meanRanks } from '../../../../scripts/bench/learners/mean-ranks.ts';

test('meanRanks(figures) ranks the smallest figure of each table first, and equal ones alike', () => {
  expect(
    meanRanks([
      [0.1, 0.3, 0.2],
      [0.5, 0.4, 0.5],
    ]),
  ).toEqual([1.75, 2, 2.25]);
  expect(meanRanks([])).toEqual([]);
});
