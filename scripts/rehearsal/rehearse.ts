import { join } from 'node:path';
import { Failure } from '../cli/failure.ts';
import { readArtifact } from '../models/artifacts.ts';
import { startApi } from '../stand-in/api-server.ts';
import { emptyCloud } from '../stand-in/cloud.ts';
import { serveSplit } from '../stand-in/serve-split.ts';
import { answeredBy } from './as-trained.ts';
import { type Answered, askWeek } from './ask-week.ts';
import { captureLog } from './capture-log.ts';
import { heldOutDays } from './held-out-days.ts';
import { meanLogLoss } from './mean-log-loss.ts';
import { createProject, type Project, type Rehearsed } from './project.ts';
import { type Review, reviewWeek } from './review-week.ts';

const DAYS = 7;
const ENVIRONMENT = 'prd';

/** A week, as an operator saw it on the morning after its last day. */
export interface Week extends Review {
  week: number;
  /** Rows that were asked, and those that the service refused. */
  rows: number;
  refused: number;
  /** The shift of the intercept that answered, and the version. */
  shift: number;
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
  /** The share of outcomes that come late. */
  late: number;
  report(line: string): void;
}

/**
 * Lives through the time that model.json holds out, week by week: a project that knows the rows before is trained and
 * deployed; callers ask; outcomes become known, some late; drift, monitor and recalibrate see what is known by then; and
 * what recalibrate wrote is committed and deployed gradually. The commands are the real ones, in processes of their own.
 * Cloudflare is a stand-in on this machine, which runs the uploaded code in this process.
 */
export async function rehearse(rehearsed: Rehearsed, { folder, late, report }: RehearseOptions): Promise<Rehearsal> {
  const { model, variant } = rehearsed;
  const happenings = await heldOutDays(rehearsed, late);
  const log = captureLog();
  const cloud = emptyCloud();
  const api = await startApi(cloud);
  const split = await serveSplit(cloud, `rehearsal-${ENVIRONMENT}`);
  try {
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
    const trained = readArtifact(join(folder, 'models', model, `${variant}.json`));
    report('the first deployment');
    let version = await deploy(project, 'The model as trained', split.url);
    const key = await project.run('keys', 'create', '--name', 'callers', '--models', model, '--env', ENVIRONMENT);
    const callers = { fetch: split.fetch, url: split.url, model, key: key.trim().split('\n').at(-1)! };

    const weeks: Week[] = [];
    const all: Answered[] = [];
    let shift = 0;
    const last = happenings.at(-1)!.day;
    for (let since = 0, week = 1; since <= last; since += DAYS, week++) {
      const [now, name] = [since + DAYS, `week-${week}`];
      const rows = happenings.filter(({ day }) => day >= since && day < now);
      const { answered, refused, lines } = await askWeek({ ...callers, takeLines: log.take }, rows, name);
      all.push(...answered);
      const review = await reviewWeek(project, rehearsed, all, lines, { name, since, now });
      weeks.push({ week, rows: rows.length, refused, shift, version, ...review });
      report(`week ${week}: ${rows.length} rows, shift ${shift.toFixed(3)} → ${review.nextShift.toFixed(3)}`);
      shift = review.nextShift;
      if (now <= last) version = await deploy(project, `Recalibrate to what became known in ${name}`, split.url);
    }
    return { weeks, rows: all.length, logLoss: meanLogLoss(all), asTrained: meanLogLoss(answeredBy(trained, all)) };
  } finally {
    log.release();
    await split.close();
    await api.close();
  }
}

/** Commits and deploys gradually; returns the version that serves then. @throws {Failure} with the reason */
async function deploy({ commit, run }: Project, subject: string, url: string): Promise<string> {
  await commit(subject);
  const printed = await run('deploy', '--env', ENVIRONMENT, '--yes', '--watch', '0', '--url', url);
  const version = /^(\S+) serves /m.exec(printed)?.[1];
  if (version === undefined) throw new Failure(`deploy does not say which version serves: ${printed.trim()}`);
  return version;
}
