import { Failure } from '../cli/failure.ts';
import { wilson } from '../training/figures/wilson.ts';
import type { Account, Answered } from './account.ts';
import type { Sleep } from './sleep.ts';

/** How often to look, in milliseconds. */
const INTERVAL = 30_000;

interface WatchOptions {
  account: Pick<Account, 'answered'>;
  version: string;
  /** How long to watch, in milliseconds. */
  duration: number;
  /** Asks the golden rows again. */
  ask(): Promise<void>;
  now(): Date;
  sleep: Sleep;
  signal: AbortSignal;
  report(line: string): void;
}

/**
 * Watches a version that answers some of the requests: its golden rows twice a minute, and its rate of errors beside that
 * of the other version, where the token may read the logs. Logs that cannot be read are no reason to go back.
 * @throws {Failure} with the reason to go back
 */
export async function watch({
  account,
  version,
  duration,
  ask,
  now,
  sleep,
  signal,
  report,
}: WatchOptions): Promise<void> {
  const since = now();
  let readable = true;
  for (let left = duration; left > 0; left -= INTERVAL) {
    await sleep(Math.min(left, INTERVAL), signal);
    await ask();
    if (!readable) continue;
    const answered = await account.answered(since).catch((error: Error) => {
      report(error.message);
      return new Map<string, Answered>();
    });
    if (answered) compare(version, answered);
    else report('the token may not read Workers Logs: watching the golden rows alone');
    readable = answered !== undefined;
  }
}

/**
 * Compares the rate of errors of a version with that of all others, by their 95 % intervals.
 * @throws {Failure} when the version certainly fails more often
 */
export function compare(version: string, answered: ReadonlyMap<string, Answered>): void {
  const own = answered.get(version);
  if (!own?.errors) return;
  const others = [...answered].filter(([id]) => id !== version).map(([, counts]) => counts);
  const requests = others.reduce((sum, one) => sum + one.requests, 0);
  const errors = others.reduce((sum, one) => sum + one.errors, 0);
  const [atLeast] = wilson(own.errors, own.requests);
  const [, atMost] = requests === 0 ? [0, 0] : wilson(errors, requests);
  if (atLeast <= atMost) return;
  throw new Failure(
    `the new version fails in ${own.errors} of ${own.requests} requests, the other one in ${errors} of ${requests}`,
  );
}
