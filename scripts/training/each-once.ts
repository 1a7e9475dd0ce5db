import { type FitJob, type FitJobResult, type MeasureJob, runFitJobs } from './fit-job.ts';

/** Runs jobs, the longest first, and fits that are the same once. The results are in the order of the jobs. */
export async function runEachOnce(
  jobs: readonly (FitJob | MeasureJob)[],
  onDone: (job: FitJob | MeasureJob, done: number, total: number) => void,
): Promise<FitJobResult[]> {
  const first = jobs.map((job) => jobs.findIndex((other) => other === job || isSame(other, job)));
  const order = [...new Set(first)].sort((a, b) => effort(jobs[b]!) - effort(jobs[a]!));
  const run = order.map((k) => jobs[k]!);
  const results = await runFitJobs(run, (job, done) => onDone(job, done, run.length));
  return first.map((k) => results[order.indexOf(k)]!);
}

/** Whether two fits see the same rows: as a rule, the last cut in time and the split by time. */
function isSame(one: FitJob | MeasureJob, other: FitJob | MeasureJob): boolean {
  if ('logits' in one || 'logits' in other || one.name !== other.name) return false;
  const isRandom = one.variant.validation === 'random';
  return (
    areEqual(one.split!.train, other.split!.train) &&
    areEqual(one.split!.test, other.split!.test) &&
    (isRandom || areEqual(one.rows.timeSplit, other.rows.timeSplit))
  );
}

function areEqual(a: Uint8Array | Uint32Array, b: Uint8Array | Uint32Array): boolean {
  return a.length === b.length && a.every((value, k) => value === b[k]);
}

function effort(job: FitJob | MeasureJob): number {
  if ('logits' in job) return 0;
  return job.split!.train.length * (job.variant.shrinkage === 'learned' ? 10 : 1);
}
