import type { KeyRecord } from '../api-key.ts';
import { keyRateExceeded, tierRows } from '../core/contract/problem-details.ts';
import type { TierRows } from '../core/contract/variables.ts';
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

/** What each key of a tier may do; what is absent is not limited. */
export type Tier = (Rate | { limiter?: undefined }) & TierRows;
export type Tiers = ReadonlyMap<string, Tier>;

/**
 * Counts a request against the tier of its key. If the limiter is down, requests pass: the key is valid, and the limit
 * only keeps callers from crowding each other out.
 * @returns whether the request could be counted
 * @throws {Problem} 429 above the limit
 * @throws {Error} when TIERS lacks the tier of the key: no answer is better than one without a limit
 */
export async function countRequest(tiers: Tiers, { id, tier: name }: KeyRecord): Promise<boolean> {
  const tier = tiers.get(name);
  if (!tier) throw new Error(`TIERS lacks the tier ${name} of key ${id}`);
  if (!tier.limiter) return true;
  const within = await isWithin(tier, id);
  if (within === false) throw rateLimited(name, tier);
  return within !== undefined;
}

/** @throws {Problem} 422 for a request with more rows than the tier of its key allows */
export function checkRows(tiers: Tiers, { tier }: KeyRecord, count: number): void {
  const most = tiers.get(tier)?.rows;
  if (most === undefined || count <= most) return;
  throw new Problem('invalid-input', { detail: tierRows(tier, most, 'a request') });
}

/** Whether a request of a key is within the rate, or undefined if the limiter is down. */
async function isWithin({ limiter }: Rate, key: string): Promise<boolean | undefined> {
  try {
    const { success } = await withTimeout(limiter.limit({ key }), LIMITER_TIMEOUT);
    return success;
  } catch {
    return undefined;
  }
}

/**
 * The 429 of a rate. Cloudflare counts per location and answers only yes or no. So `Retry-After` is the whole period,
 * an upper bound, and the number of requests that remain is unknown.
 */
function rateLimited(tier: string, { limit, period }: Rate): Problem {
  return new Problem('rate-limited', {
    detail: keyRateExceeded(limit, period),
    headers: { 'retry-after': String(period), 'ratelimit-policy': `"${tier}";q=${limit};w=${period}` },
  });
}
