import { clientNetwork } from './client-network.ts';
import { isWithin, type Rate, rateLimited } from './rate-limit.ts';
import { createTtlCache } from './ttl-cache.ts';

/** How long an isolate refuses a network that has failed too often, without looking up the keys it sends. */
export const BLOCK_SECONDS = 10;
/** How many such networks an isolate remembers. */
export const BLOCKED_NETWORKS = 10_000;

export interface FailureLimit {
  /** Refuses an address whose network was over the limit a moment ago. @throws {Problem} 429 */
  check(address: string | undefined): void;
  /** Counts a failure of an address, and refuses the address above the limit. @throws {Problem} 429 */
  count(address: string | undefined): Promise<void>;
}

/**
 * Limits how often a network may send keys that are refused, so that guessing costs neither KV reads nor time. Only a
 * local server sees requests without an address; they are not counted. If the limiter is down, nobody is over the
 * limit: every request that is counted here has been refused already.
 */
export function createFailureLimit(rate: Rate | undefined, now: () => number): FailureLimit {
  const blocked = createTtlCache<true>({ entries: BLOCKED_NETWORKS, seconds: BLOCK_SECONDS, now });

  return {
    check(address) {
      if (rate && address && blocked.get(clientNetwork(address))) throw tooMany(rate);
    },

    async count(address) {
      if (!rate || !address) return;
      const network = clientNetwork(address);
      if ((await isWithin(rate, network)) !== false) return;
      blocked.set(network, true);
      throw tooMany(rate);
    },
  };
}

function tooMany(rate: Rate) {
  const detail = `This address may send ${rate.limit} keys that are not valid in ${rate.period} seconds.`;
  return rateLimited('failures', rate, detail);
}
