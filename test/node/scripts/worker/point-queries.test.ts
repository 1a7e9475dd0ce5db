import { expect, test } from 'vitest';
import { pointQueries } from '../../../../scripts/worker/point-queries.ts';
import { BLOBS, DOUBLES, TENTH_COLUMNS } from '../../../../src/core/contract/point-columns.ts';

test('a point has at most 20 texts and 20 numbers, each with a name of its own', () => {
  expect(BLOBS.length).toBeLessThanOrEqual(20);
  expect(DOUBLES.length).toBeLessThanOrEqual(20);
  expect(new Set([...BLOBS, ...DOUBLES]).size).toBe(BLOBS.length + DOUBLES.length);
});

test('the documented SQL reads columns by the places that the Worker writes them to, and weights every sum', () => {
  const text = pointQueries();
  expect(text).toContain(`\`double${DOUBLES.indexOf('rows') + 1}\` rows`);
  for (const name of ['rows', 'key_reads', 'shadow_disagreements', ...TENTH_COLUMNS]) {
    expect(text).toMatch(new RegExp(`_sample_interval \\* double${DOUBLES.indexOf(name) + 1}\\) AS \\w+`));
  }
  const sums = text.match(/SUM\([^)]*/g)!;
  expect(sums.filter((sum) => !sum.includes('_sample_interval'))).toEqual([]);
});
