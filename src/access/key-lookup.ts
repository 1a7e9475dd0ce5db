import { hashKey, isWellFormed, type KeyRecord, keyRecordSchema, keyState } from '../api-key.ts';
import { Problem } from '../http/problem.ts';
import { createTtlCache } from './ttl-cache.ts';
import { withTimeout } from './with-timeout.ts';

/** How long an isolate trusts a record that it has read. A revocation takes effect within this plus KV_CACHE_SECONDS. */
export const MEMO_SECONDS = 30;
/** How long KV may answer from the cache of a location; the shortest time that KV allows. */
export const KV_CACHE_SECONDS = 30;
/** How much longer an isolate trusts a record while KV is out of reach: the published limit for stale keys. */
export const STALE_SECONDS = 900;
/** How long an isolate with a stale record waits before it asks KV again. */
export const RETRY_SECONDS = 5;
/** How long an isolate remembers that a well-formed key is refused. */
export const REFUSED_SECONDS = 5;
/** How many valid keys, and how many refused keys, an isolate remembers. */
export const MEMO_KEYS = 10_000;
/** How many milliseconds KV may take to answer before it counts as out of reach. */
export const KV_TIMEOUT = 2000;

/** The part of a KV namespace that reads a record. */
export interface KeyReader {
  get(hash: string, options: { type: 'json'; cacheTtl: number }): Promise<unknown>;
}

export interface KeyLookup {
  /**
   * The record of a key if the key is usable now, from memory or else from KV.
   * @param beforeReading runs before anything is done about a key that is not remembered as valid; may throw
   * @throws {Problem} 503 when KV is out of reach and the key is not remembered
   */
  find(key: string, beforeReading?: () => void): Promise<KeyRecord | undefined>;
}

interface Known {
  record: KeyRecord;
  /** Milliseconds since 1970, like `now`. */
  expiresAt: number;
  trustedUntil: number;
}

export interface KeyLookupOptions {
  keys: KeyReader;
  /** Milliseconds since 1970. */
  now: () => number;
}

/**
 * Looks keys up by their hash. Valid and refused keys are remembered separately, so that made-up keys, however many,
 * never push a valid one out. A key that is disabled, revoked or expired in KV is treated like one that does not exist:
 * both take the same steps and the same time.
 */
export function createKeyLookup({ keys, now }: KeyLookupOptions): KeyLookup {
  const known = createTtlCache<Known>({ entries: MEMO_KEYS, seconds: MEMO_SECONDS + STALE_SECONDS, now });
  const refused = createTtlCache<true>({ entries: MEMO_KEYS, seconds: REFUSED_SECONDS, now });

  async function read(key: string): Promise<KeyRecord | undefined> {
    const reading = hashKey(key).then((hash) => keys.get(hash, { type: 'json', cacheTtl: KV_CACHE_SECONDS }));
    const stored = await withTimeout(reading, KV_TIMEOUT).catch((cause: unknown) => {
      throw new Problem('keys-unavailable', { headers: { 'retry-after': String(RETRY_SECONDS) }, cause });
    });
    const record = stored === null ? undefined : keyRecordSchema().parse(stored);
    return record && keyState(record, now()) === 'active' ? record : undefined;
  }

  /** A remembered key expires to the millisecond, however long it would be trusted otherwise. */
  function unlessExpired({ record, expiresAt }: Known): KeyRecord | undefined {
    return now() < expiresAt ? record : undefined;
  }

  return {
    async find(key, beforeReading) {
      const held = known.get(key);
      if (held && now() < held.trustedUntil) return unlessExpired(held);
      if (!held) {
        beforeReading?.();
        if (refused.get(key) || !isWellFormed(key)) return undefined;
      }
      try {
        const record = await read(key);
        if (record) {
          const expiresAt = record.expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(record.expiresAt);
          known.set(key, { record, expiresAt, trustedUntil: now() + MEMO_SECONDS * 1000 });
        } else {
          known.delete(key);
          refused.set(key, true);
        }
        return record;
      } catch (error) {
        if (!held || !(error instanceof Problem)) throw error;
        held.trustedUntil = now() + RETRY_SECONDS * 1000;
        return unlessExpired(held);
      }
    },
  };
}
