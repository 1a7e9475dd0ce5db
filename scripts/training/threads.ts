import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

interface ThreadOptions<Job> {
  threads?: number;
  /** Called after each job, with how many are done by then. */
  onDone?: ((job: Job, done: number) => void) | undefined;
}

/**
 * Runs jobs side by side in threads, as many as there are cores. `file` is a module that answers every message, a job,
 * with one message, the result.
 * @returns the results in the order of the jobs
 * @throws the error of the first job that fails; the other jobs are stopped
 */
export async function inThreads<Job, Result>(
  file: URL,
  jobs: readonly Job[],
  { threads = availableParallelism(), onDone }: ThreadOptions<Job> = {},
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...jobs.entries()];
  const workers = Array.from({ length: Math.min(threads, jobs.length) }, () => new Worker(file));
  let done = 0;
  const work = async (worker: Worker) => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [position, job] = next;
      worker.postMessage(job);
      [results[position]] = (await once(worker, 'message')) as [Result];
      onDone?.(job, ++done);
    }
  };
  try {
    await Promise.all(workers.map(work));
  } finally {
    waiting.length = 0;
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return results;
}
