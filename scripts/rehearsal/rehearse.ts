import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compileEncoder, encodeRow } from '../../src/core/encode.ts';
import { compileScorer, logit } from '../../src/core/score.ts';
import { sigmoid } from '../../src/core/sigmoid.ts';
import { Failure } from '../cli/failure.ts';
import type { Drift } from '../drift/drift.ts';
import { isAlarm } from '../drift/shift.ts';
import { readArtifact } from '../models/artifacts.ts';
import type { Monitoring } from '../monitor/monitor.ts';
import { startApi } from '../stand-in/api-server.ts';
import { emptyCloud } from '../stand-in/cloud.ts';
import { serveSplit } from '../stand-in/serve-split.ts';
import { type Answered, askWeek } from './ask-week.ts';
import { heldOutDays } from './held-out-days.ts';
import { meanLogLoss } from './mean-log-loss.ts';
import { outcomeCsv } from './outcome-csv.ts';
import { createProject, type Rehearsed } from './project.ts';

const DAYS = 7;
const ENVIRONMENT = 'prd';
const WORKER = `rehearsal-${ENVIRONMENT}`;

/** A week, as an operator saw it on the morning after its last day, and what was done then. */
export interface Week {
  week: number;
  /** Rows that were asked, and those that the service refused. */
  rows: number;
  refused: number;
  /** Outcomes that became known in the week. */
  known: number;
  /** Fields, or answers, that drift alarmed about. */
  drifted: string[];
  /** Of the rows whose outcome was known: mean answer, rate of positives, log loss as it is and as it would be if all answers were right. */
  answered: number;
  observed: number;
  logLoss: number;
  expected: number;
  /** Whether `monitor` shows that outcomes no longer follow from the rows as answered. */
  outcomesDrifted: boolean;
  /** The shift that answered, and the one that `recalibrate` wrote. */
  shift: number;
  nextShift: number;
  /** The version that answered. */
  version: string;
}

export interface Rehearsal {
  weeks: Week[];
  /** Over all rows that were answered, with all outcomes: log loss as answered, and as the first artifact answers. */
  rows: number;
  logLoss: number;
  asTrained: number;
}

interface RehearseOptions {
  /** Where the project is written, with its logs, outcomes and pages. */
  folder: string;
  report(line: string): void;
}

/**
 * Lives through the time that model.json holds out, week by week: a project that knows the rows before is trained and
 * deployed; callers ask; outcomes become known, some late; drift, monitor and recalibrate see what is known by then; and
 * what recalibrate wrote is committed and deployed gradually. The commands are the real ones, in processes of their own. Cloudflare is a
 * stand-in on this machine, which runs the uploaded code.
 */
export async function rehearse(rehearsed: Rehearsed, { folder, report }: RehearseOptions): Promise<Rehearsal> {
  const { model, variant } = rehearsed;
  const log = captureLog();
  const cloud = emptyCloud();
  const api = await startApi(cloud);
  const split = await serveSplit(cloud, WORKER);
  try {
    const happenings = await heldOutDays(rehearsed);
    const project = await createProject(folder, rehearsed, {
      CLOUDFLARE_API_BASE_URL: api.url,
      CLOUDFLARE_API_TOKEN: 'rehearsal',
      CLOUDFLARE_ACCOUNT_ID: 'rehearsal',
      CI: 'true',
      NO_PROXY: '127.0.0.1',
    });
    report(`training ${model}/${variant} on the rows before`);
    await project.run('train', model, variant);
    await project.run('bundle');
    const path = join('models', model, `${variant}.json`);
    const trained = readArtifact(join(folder, path));
    for (const name of ['logs', 'outcomes']) await mkdir(join(folder, name), { recursive: true });

    const deploy = async (subject: string): Promise<string> => {
      await project.commit(subject);
      const printed = await project.run('deploy', '--env', ENVIRONMENT, '--yes', '--watch', '0', '--url', split.url);
      const version = /^(\S+) serves /m.exec(printed)?.[1];
      if (version === undefined) throw new Failure(`deploy does not say which version serves: ${printed}`);
      return version;
    };
    report('the first deployment');
    let version = await deploy('The model as trained');
    const key = await project.run('keys', 'create', '--name', 'callers', '--models', model, '--env', ENVIRONMENT);
    const service = {
      fetch: split.fetch,
      url: split.url,
      model,
      key: key.trim().split('\n').at(-1)!,
      takeLines: log.take,
    };

    const weeks: Week[] = [];
    const all: Answered[] = [];
    let shift = 0;
    const last = happenings.at(-1)!.day;
    for (let start = 0, week = 1; start <= last; start += DAYS, week++) {
      const now = start + DAYS;
      const rows = happenings.filter(({ day }) => day >= start && day < now);
      const { answered, refused, lines } = await askWeek(service, rows, `week-${week}`);
      all.push(...answered);
      const log = join('logs', `week-${week}.ndjson`);
      await writeFile(join(folder, log), `${lines.join('\n')}\n`);
      const seen = join('outcomes', `week-${week}.csv`);
      await writeFile(join(folder, seen), outcomeCsv(all, { since: start, now, withUnknown: true }).csv);
      const { found } = JSON.parse(await project.run('drift', model, log, '--json')) as { found: Drift[] };
      const monitored = JSON.parse(await project.run('monitor', model, seen, '--json')) as Monitoring;
      const fresh = join('outcomes', `new-in-week-${week}.csv`);
      const { csv, known } = outcomeCsv(all, { since: start, now, withUnknown: false });
      await writeFile(join(folder, fresh), csv);
      const recalibrated = JSON.parse(
        await project.run('recalibrate', model, fresh, '--variant', variant, '--write', '--json'),
      ) as { shift: number };
      const one = monitored.variants[0]!;
      weeks.push({
        week,
        rows: rows.length,
        refused,
        known,
        drifted: found
          .flatMap(({ fields, answers }) => [...answers, ...fields])
          .filter(isAlarm)
          .map(({ name }) => name),
        ...meansOf(monitored),
        logLoss: one.figures.logLoss.realised.value,
        expected: one.figures.logLoss.expected,
        outcomesDrifted: one.figures.logLoss.gap.interval[0] > 0,
        shift,
        nextShift: recalibrated.shift,
        version,
      });
      report(`week ${week}: ${rows.length} rows, shift ${shift.toFixed(3)} → ${recalibrated.shift.toFixed(3)}`);
      shift = recalibrated.shift;
      if (now <= last) version = await deploy(`Recalibrate to what became known in week ${week}`);
    }
    return { weeks, rows: all.length, logLoss: meanLogLoss(all), asTrained: meanLogLoss(answeredBy(trained, all)) };
  } finally {
    log.release();
    await split.close();
    await api.close();
  }
}

/** Keeps what the uploaded code logs, which runs in this process. */
function captureLog(): { take(): string[]; release(): void } {
  const write = console.log;
  let lines: string[] = [];
  console.log = (line: string) => void lines.push(line);
  return {
    take: () => lines.splice(0),
    release() {
      console.log = write;
      lines = [];
    },
  };
}

/** The same rows as an artifact answers them. */
function answeredBy(artifact: ReturnType<typeof readArtifact>, rows: readonly Answered[]): Answered[] {
  const encoder = compileEncoder(artifact.fields);
  const scorer = compileScorer(artifact);
  const cells = new Float64Array(artifact.fields.length);
  return rows.map((row) => {
    encodeRow(encoder, row.input, cells);
    return { ...row, probability: sigmoid(logit(scorer, cells)) };
  });
}

/** Mean answer and rate of positives over the days whose outcomes are known. */
function meansOf({ days }: Monitoring): { answered: number; observed: number } {
  const known = days.reduce((total, day) => total + day.known, 0);
  const mean = (of: 'answered' | 'observed') =>
    days.reduce((total, day) => total + (day.known > 0 ? day.known * day[of] : 0), 0) / known;
  return { answered: mean('answered'), observed: mean('observed') };
}
