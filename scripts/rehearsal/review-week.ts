import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../cli/failure.ts';
import type { Drift } from '../drift/drift.ts';
import { isAlarm } from '../drift/shift.ts';
import type { Monitoring } from '../monitor/monitor.ts';
import type { Answered } from './ask-week.ts';
import { outcomeCsv } from './outcome-csv.ts';
import type { Project } from './project.ts';

/** What drift, monitor and recalibrate said on the morning after a week. */
export interface Review {
  /** Outcomes that became known in the week. */
  known: number;
  /** Fields, or answers, that drift alarmed about. */
  drifted: string[];
  /** Of the rows of the week whose outcome was known: mean answer and rate of positives. */
  answered: number;
  observed: number;
  /** Their log loss as it was, and as it would be if all answers were right. */
  logLoss: number;
  expected: number;
  /** Whether `monitor` shows that outcomes no longer follow from the rows as answered. */
  outcomesDrifted: boolean;
  /** The shift that `recalibrate` wrote. */
  nextShift: number;
}

/**
 * Runs drift, monitor and recalibrate after a week, and writes what they read next to the project.
 * @param all everything that was answered so far
 * @param days the first day of the week, and the one after its last
 */
export async function reviewWeek(
  { folder, run }: Project,
  { model, variant }: { model: string; variant: string },
  all: readonly Answered[],
  lines: readonly string[],
  { name, since, now }: { name: string; since: number; now: number },
): Promise<Review> {
  const paths = {
    log: join('logs', `${name}.ndjson`),
    seen: join('outcomes', `${name}.csv`),
    fresh: join('outcomes', `new-in-${name}.csv`),
  };
  const fresh = outcomeCsv(all, { since, now, withUnknown: false });
  const files = {
    log: `${lines.join('\n')}\n`,
    seen: outcomeCsv(all, { since, now, withUnknown: true }).csv,
    fresh: fresh.csv,
  };
  for (const [file, contents] of Object.entries(files)) {
    const path = join(folder, paths[file as keyof typeof paths]);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, contents);
  }
  const { found } = JSON.parse(await run('drift', model, paths.log, '--json')) as { found: Drift[] };
  const monitored = JSON.parse(await run('monitor', model, paths.seen, '--json')) as Monitoring;
  const recalibrated = JSON.parse(
    await run('recalibrate', model, paths.fresh, '--variant', variant, '--write', '--json'),
  ) as { shift: number };
  const [one] = monitored.variants;
  if (one === undefined) throw new Failure(`monitor found no answer of ${name}`);
  const { realised, expected, gap } = one.figures.logLoss;
  return {
    known: fresh.known,
    drifted: found.flatMap(({ fields, answers }) => [...answers, ...fields].filter(isAlarm).map(({ name }) => name)),
    ...meansOf(monitored),
    logLoss: realised.value,
    expected,
    outcomesDrifted: gap.interval[0] > 0,
    nextShift: recalibrated.shift,
  };
}

/** Mean answer and rate of positives over the days, as far as their outcomes are known. */
function meansOf({ days }: Monitoring): { answered: number; observed: number } {
  const some = days.filter(({ known }) => known > 0);
  const known = some.reduce((total, day) => total + day.known, 0);
  const mean = (of: 'answered' | 'observed') => some.reduce((total, day) => total + day.known * day[of], 0) / known;
  return { answered: mean('answered'), observed: mean('observed') };
}
