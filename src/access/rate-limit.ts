import type { KeyRecord } from '../api-key.ts';
import { keyRateExceeded } from '../core/contract/problem-details.ts';
import { Problem } from '../http/problem.ts';
import { isWithin, type Rate, type Tier } from './limiter.ts';

/**
 * Counts a request against the tier of its key. If the limiter is down, requests pass: the key is valid, and the limit
 * only keeps callers from crowding each other out.
 * @returns whether the request could be counted
 * @throws {Problem} 429 above the limit
 * @throws {Error} when TIERS lacks the tier of the key: no answer is better than one without a limit
 */
export async function countRequest(tiers: ReadonlyMap<string, Tier>, { id, tier }: KeyRecord): Promise<boolean> {
  const found = tiers.get(tier);
  if (!found) throw new Error(`TIERS lacks the tier ${tier} of key ${id}`);
  if (!found.rate) return true;
  const within = await isWithin(found.rate, id);
  if (within === false) throw rateLimited(tier, found.rate, keyRateExceeded(found.rate.limit, found.rate.period));
  return within !== undefined;
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
