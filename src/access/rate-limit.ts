import type { KeyRecord } from '../api-key.ts';
import { keyRateExceeded } from '../core/contract/problem-details.ts';
import { Problem } from '../http/problem.ts';
import { withTimeout } from './with-timeout.ts';

/** How many milliseconds a limiter may take to answer before it counts as down. */
export const LIMITER_TIMEOUT = 1000;

/** How often something may happen, and the binding that counts it. */
export interface Rate {
  limiter: { limit(options: { key: string }): Promise<{ success: boolean }> };
  /** How many times within a period. */
  limit: number;
  /** Seconds. */
  period: number;
}

/** The rate of each key of a tier; undefined for a tier without a limit. */
export type Tiers = ReadonlyMap<string, Rate | undefined>;

/**
 * Counts a request against the tier of its key. If the limiter is down, requests pass: the key is valid, and the limit
 * only keeps callers from crowding each other out.
 * @returns whether the request could be counted
 * @throws {Problem} 429 above the limit
 * @throws {Error} when TIERS lacks the tier of the key: no answer is better than one without a limit
 */
export async function countRequest(tiers: Tiers, { id, tier }: KeyRecord): Promise<boolean> {
  if (!tiers.has(tier)) throw new Error(`TIERS lacks the tier ${tier} of key ${id}`);
  const rate = tiers.get(tier);
  if (!rate) return true;
  const within = await isWithin(rate, id);
  if (within === false) throw rateLimited(tier, rate, keyRateExceeded(rate.limit, rate.period));
  return within !== undefined;
}

/** Counts something, such as a request of a key: whether it is within the rate, or undefined if the limiter is down. */
export async function isWithin({ limiter }: Rate, counted: string): Promise<boolean | undefined> {
  try {
    const { success } = await withTimeout(limiter.limit({ key: counted }), LIMITER_TIMEOUT);
    return success;
  } catch {
    return undefined;
  }
}

/**
 * The 429 of a rate. Cloudflare counts per location and answers only yes or no. So `Retry-After` is the whole period,
 * an upper bound, and the number of requests that remain is unknown.
 */
export function rateLimited(policy: string, { limit, period }: Rate, detail: string): Problem {
  return new Problem('rate-limited', {
    detail,
    headers: { 'retry-after': String(period), 'ratelimit-policy': `"${policy}";q=${limit};w=${period}` },
  });
}
