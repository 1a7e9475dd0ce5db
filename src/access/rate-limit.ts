import type { KeyRecord } from '../api-key.ts';
import { Problem } from '../http/problem.ts';
import type { RequestContext } from '../http/request-context.ts';
import { isWithin, type Rate, type Tier } from './limiter.ts';

/**
 * Counts a call against the tier of its key, and refuses it above the tier's limit. With the limiter down it lets calls
 * pass and says so in the log: the key has been checked, so that the limit only keeps callers from crowding each other
 * out, and an answer without it is better than none.
 * @returns nothing to wait for where the tier has no limit
 * @throws {Problem} 429 above the limit
 * @throws {Error} when the key's tier is not configured: rather no answer than one without a limit
 */
export function rateLimit({
  tiers,
}: {
  tiers: ReadonlyMap<string, Tier>;
}): (call: RequestContext) => Promise<void> | undefined {
  return (call) => {
    const record = call.key;
    const tier = record && tiers.get(record.tier);
    if (!tier) throw new Error(`tier ${record?.tier} of key ${record?.id} is not one of TIERS`);
    return tier.rate && count(call, record, tier.rate);
  };
}

async function count(call: RequestContext, { id, tier }: KeyRecord, rate: Rate): Promise<void> {
  const within = await isWithin(rate, id);
  if (within === undefined) call.limiterDown = true;
  if (within === false) throw rateLimited(tier, rate, `This key may ask ${rate.limit} times`);
}

/**
 * The 429 of a rate. Cloudflare counts per location and tells only yes or no, so `Retry-After` is the whole period,
 * an upper bound, and there is no count of what remains.
 */
export function rateLimited(policy: string, { limit, period }: Rate, allowed: string): Problem {
  return new Problem('rate-limited', {
    detail: `${allowed} in ${period} seconds.`,
    headers: { 'retry-after': String(period), 'ratelimit-policy': `"${policy}";q=${limit};w=${period}` },
  });
}
