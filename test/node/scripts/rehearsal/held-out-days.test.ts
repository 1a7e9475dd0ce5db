import { expect, test } from 'vitest';
import { readModel } from '../../../../scripts/models/read-model.ts';
import { heldOutDays, outcomeDelay } from '../../../../scripts/rehearsal/held-out-days.ts';
import { enterSmallProject } from '../../small-project.ts';

/** How many of 10,000 outcomes take each number of days. */
function days(late: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let row = 0; row < 10_000; row++) {
    const delay = outcomeDelay(row, late);
    counts[delay] = (counts[delay] ?? 0) + 1;
  }
  return counts;
}

test('outcomeDelay() lets the given share of outcomes come late, half of them by three days', () => {
  expect(days(0)).toEqual({ 1: 10_000 });
  const { 1: next, 2: two, 4: four } = days(0.2);
  expect(Math.abs(next! - 8000)).toBeLessThan(200);
  expect(Math.abs(two! - 1000)).toBeLessThan(150);
  expect(Math.abs(four! - 1000)).toBeLessThan(150);
});

test('heldOutDays() numbers the days of the held-out time, also where a field has that name', async () => {
  await enterSmallProject({ weeks: 2 });
  const opened = readModel('small');
  const rows = await heldOutDays({ ...opened, model: 'small', variant: 'one-hot', fields: [], data: 'flights.csv' }, 0);
  expect(rows).toHaveLength(84);
  expect([...new Set(rows.map(({ day, input }) => `${day}: ${input.week}/${input.day}`))]).toEqual(
    Array.from({ length: 7 }, (_, day) => `${day}: 2/${day + 1}`),
  );
  expect(rows.every(({ day, knownOn }) => knownOn === day + 1)).toBe(true);
  expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set([0, 1]));
});
