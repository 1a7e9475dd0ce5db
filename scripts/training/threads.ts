import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

interface ThreadOptions<Job> {
  threads?: number;
  /** Called after each job, with how many are done by then. */
  onDone?: ((job: Job, done: number) => void) | undefined;
}

/**
 * Runs jobs side by side, each in a thread of its own, as many at a time as there are cores. `file` is a module that
 * reads its job from `workerData` and posts one result.
 * @returns the results in the order of the jobs
 * @throws the error of the first job that fails; the other jobs are stopped
 */
export async function inThreads<Job, Result>(
  file: URL,
  jobs: readonly Job[],
  { threads = availableParallelism(), onDone }: ThreadOptions<Job> = {},
): Promise<Result[]> {
  const results: Result[] = [];
  const running = new Set<Worker>();
  const waiting = [...jobs.entries()];
  let done = 0;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [position, workerData] = next;
      const worker = new Worker(file, { workerData });
      running.add(worker);
      [results[position]] = (await once(worker, 'message')) as [Result];
      running.delete(worker);
      onDone?.(workerData, ++done);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(threads, jobs.length) }, work));
  } finally {
    waiting.length = 0;
    await Promise.all([...running].map((worker) => worker.terminate()));
  }
  return results;
}
