import { createMiddleware } from 'hono/factory';
import type { AppContext } from './context.ts';
import type { Rate, Tier } from './environment.ts';
import { Problem } from './problem.ts';

/**
 * Middleware that counts a request against the tier of its key, and answers 429 above the tier's limit. With the
 * limiter down it lets requests pass and says so in the log: the key has been checked, so that the limit only keeps
 * callers from crowding each other out, and an answer without it is better than none.
 * @throws {Error} when the key's tier is not configured: rather no answer than one without a limit
 */
export function rateLimit({ tiers }: { tiers: ReadonlyMap<string, Tier> }) {
  return createMiddleware<AppContext>(async function rateLimit(c, next) {
    const record = c.get('key');
    const tier = record && tiers.get(record.tier);
    if (!tier) throw new Error(`tier ${record?.tier} of key ${record?.id} is not one of TIERS`);
    if (tier.rate && !(await isWithin(tier.rate, record.id, () => c.set('limiterDown', true)))) {
      throw rateLimited(record.tier, tier.rate, `This key may ask ${tier.rate.limit} times`);
    }
    await next();
  });
}

async function isWithin({ limiter }: Rate, key: string, onFailure: () => void): Promise<boolean> {
  try {
    return (await limiter.limit({ key })).success;
  } catch {
    onFailure();
    return true;
  }
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
