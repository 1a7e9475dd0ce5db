import { createMiddleware } from 'hono/factory';
import type { AppContext } from './context.ts';
import type { Tier } from './environment.ts';
import { Problem } from './problem.ts';

/**
 * Middleware that counts a request against the tier of its key, and answers 429 above the tier's limit. Cloudflare
 * counts per location and tells only yes or no, so `Retry-After` is the whole period: an upper bound.
 * @throws {Error} when the key's tier is not configured: rather no answer than one without a limit
 */
export function rateLimit({ tiers }: { tiers: ReadonlyMap<string, Tier> }) {
  return createMiddleware<AppContext>(async function rateLimit(c, next) {
    const record = c.get('key');
    const tier = record && tiers.get(record.tier);
    if (!tier) throw new Error(`tier ${record?.tier} of key ${record?.id} is not one of TIERS`);
    if (tier.rate) {
      const { limiter, limit, period } = tier.rate;
      const { success } = await limiter.limit({ key: record.id });
      if (!success) {
        throw new Problem('rate-limited', {
          detail: `This key may ask ${limit} times in ${period} seconds.`,
          headers: { 'retry-after': String(period), 'ratelimit-policy': `"${record.tier}";q=${limit};w=${period}` },
        });
      }
    }
    await next();
  });
}
