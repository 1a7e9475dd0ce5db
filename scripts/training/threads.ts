import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/**
 * Runs jobs side by side, as many as there are cores, each in a thread of its own: `file` is a module that reads its job
 * from `workerData` and posts one result.
 * @returns the results in the order of the jobs
 * @throws what the first job to fail throws; the others are stopped
 */
export async function inThreads<Job, Result>(
  file: URL,
  jobs: readonly Job[],
  threads = availableParallelism(),
): Promise<Result[]> {
  const results: Result[] = [];
  const running = new Set<Worker>();
  const waiting = [...jobs.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [position, workerData] = next;
      const worker = new Worker(file, { workerData });
      running.add(worker);
      [results[position]] = (await once(worker, 'message')) as [Result];
      running.delete(worker);
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
