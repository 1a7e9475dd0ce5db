import { expect, test } from 'vitest';
import type { Answered } from '../../../../scripts/rehearsal/ask-week.ts';
import { outcomeCsv } from '../../../../scripts/rehearsal/outcome-csv.ts';

const answered = (day: number, delay: number): Answered => ({
  input: { airline: 'A, "B"', hour: day },
  outcome: 1,
  day,
  knownOn: day + delay,
  probability: 0.5,
  digest: 'sha256:0',
});

/** The hours in a CSV, and the outcomes that it states. */
const rowsOf = (csv: string) =>
  csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').slice(-4))
    .map(([hour, , outcome]) => [Number(hour), outcome]);

const week = [answered(5, 2), answered(6, 4), answered(7, 1), answered(12, 2), answered(13, 1), answered(13, 4)];

test('the outcomes of a week are those that became known in it, late ones of the week before too, and none of the future', () => {
  const { csv, known } = outcomeCsv(week, { since: 7, now: 14, withUnknown: false });
  expect(rowsOf(csv)).toEqual([
    [6, '1'],
    [7, '1'],
    [12, '1'],
    [13, '1'],
  ]);
  expect(known).toBe(4);
  expect(csv.split('\n')[0]).toBe('airline,hour,digest,outcome,cluster');
  expect(csv).toContain('"A, ""B""",6,sha256:0,1,6');
});

test('what was answered in a week is there in full, without the outcomes that are not known yet', () => {
  const { csv, known } = outcomeCsv(week, { since: 7, now: 14, withUnknown: true });
  expect(rowsOf(csv)).toEqual([
    [7, '1'],
    [12, '1'],
    [13, '1'],
    [13, ''],
  ]);
  expect(known).toBe(3);
});
