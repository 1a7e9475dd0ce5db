import { expect, test } from 'vitest';
import { FALSE_ALARMS, isAlarm, shiftOf } from '../../../../scripts/drift/shift.ts';
import { randomSource } from '../../../../scripts/maths/random.ts';
import { readArtifact } from '../../../../scripts/models/artifacts.ts';
import { PROOF } from '../../../proof.ts';
import { drawer } from './drawn-logs.ts';

const { fields, frequencies } = readArtifact('models/delay/forecast.json');
const ROWS = 1000;

/** The counts of each field and of the answers, and how many rows it takes to fill them. */
const counts = [...frequencies!.fields.map((own) => own.slice(0, -1)), frequencies!.answers];
const tail = FALSE_ALARMS / counts.length;

/** Whether a report on rows drawn from counts of training would alarm. */
function alarms(drawn: readonly (readonly number[])[], random: () => number): boolean {
  return counts.some((training, k) => {
    const draw = drawer(drawn[k]!, random);
    const now = new Float64Array(training.length);
    for (let row = 0; row < ROWS; row++) now[draw()]! += 1;
    return isAlarm(shiftOf(fields[k]?.name ?? 'answers', { training: Float64Array.from(training), now }, tail));
  });
}

test('reports on rows without a shift alarm at most as often as promised', () => {
  const reports = PROOF ? 1000 : 100;
  const random = randomSource(11);
  const found = Array.from({ length: reports }, () => alarms(counts, random)).filter(Boolean).length;
  // So many or more would be seen in one of a thousand such tests.
  expect(found).toBeLessThanOrEqual(PROOF ? 5 : 2);
});

test('a shift of a third of the rows to other airlines alarms in at least 95 % of reports', () => {
  const reports = PROOF ? 400 : 40;
  const random = randomSource(12);
  const airline = fields.findIndex(({ name }) => name === 'OPERA');
  const total = counts[airline]!.reduce((sum, count) => sum + count, 0);
  const most = Math.max(...counts[airline]!);
  const moved = counts.map((own, k) => {
    if (k !== airline) return own;
    return own.map((count) => (count === most ? count - total / 6 : count + total / 6 / (own.length - 1)));
  });
  const found = Array.from({ length: reports }, () => alarms(moved, random)).filter(Boolean).length;
  expect(found / reports).toBeGreaterThanOrEqual(0.95);
});

test('shiftOf() needs more than .1 when rows are many, and more than chance when they are few', () => {
  const places = (now: number[]) => ({ training: Float64Array.from([50_000, 50_000]), now: Float64Array.from(now) });
  expect(shiftOf('x', places([45_000, 55_000]), tail)).toMatchObject({ verdict: 'steady' });
  expect(shiftOf('x', places([33_000, 67_000]), tail)).toMatchObject({ verdict: 'shift' });
  expect(shiftOf('x', places([20_000, 80_000]), tail)).toMatchObject({ verdict: 'strong shift' });
  const few = shiftOf('x', places([33, 67]), tail);
  expect(few.psi).toBeGreaterThan(0.1);
  expect(few).toMatchObject({ verdict: 'too few rows', needed: expect.any(Number) });
  expect(few.needed!).toBeGreaterThan(100);
  expect(shiftOf('x', places([5, 95]), tail)).toMatchObject({ verdict: 'strong shift' });
  expect(shiftOf('x', places([5, 95]), tail, true)).toMatchObject({ verdict: 'follows the calendar' });
});
