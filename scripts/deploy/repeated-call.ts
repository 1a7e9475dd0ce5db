import { callWrangler, WranglerFailure, type WranglerResult } from '../wrangler/wrangler-call.ts';
import { sleep as realSleep, type Sleep } from './sleep.ts';

/** There is no such Worker. */
export const NO_WORKER = [10007, 10090];

/** How long to wait before each further try. */
const WAITS = [1000, 5000];

/**
 * Runs a command of wrangler that may run twice, such as a listing or a split: when it fails, again, three times in all.
 * Wrangler repeats uploads by itself, but not these.
 * @throws {WranglerFailure} with the reason of the last try; at once when there is no such Worker
 */
export async function repeatedCall(
  purpose: string,
  args: string[],
  { call = callWrangler, sleep = realSleep }: { call?: typeof callWrangler; sleep?: Sleep } = {},
): Promise<WranglerResult> {
  for (const wait of WAITS) {
    try {
      return await call(purpose, args);
    } catch (error) {
      if (!(error instanceof WranglerFailure) || NO_WORKER.includes(error.code ?? 0)) throw error;
      await sleep(wait);
    }
  }
  return call(purpose, args);
}
