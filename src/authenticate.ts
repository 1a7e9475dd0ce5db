import { createMiddleware } from 'hono/factory';
import { hashKey, isWellFormed, type KeyRecord, keyRecordSchema } from './api-key.ts';
import type { AppContext } from './context.ts';
import { createMemo } from './memo.ts';
import { Problem } from './problem.ts';

/** How long an isolate trusts a record it has read. Revocation takes effect within this plus KV_CACHE_SECONDS. */
export const MEMO_SECONDS = 30;
/** How long KV may answer from the cache of a location; the least it allows. */
export const KV_CACHE_SECONDS = 30;
/** How long an isolate remembers that a well-formed key does not exist. */
export const UNKNOWN_SECONDS = 5;
/** How many keys of either kind an isolate remembers. */
export const MEMO_KEYS = 10_000;

/** The part of a KV namespace that looks a record up. */
export interface KeyStore {
  get(hash: string, options: { type: 'json'; cacheTtl: number }): Promise<unknown>;
}

export interface AuthenticateOptions {
  keys: KeyStore;
  /** Milliseconds since 1970. */
  now: () => number;
}

/**
 * Middleware that lets a request pass with a valid `x-api-key`, and leaves its record in the context as `key`.
 * Expiry is checked at every request, whatever the memo holds. All refusals are the same 401, so that nobody learns
 * whether a key exists; 503 when KV is out of reach and the isolate does not remember the key.
 */
export function authenticate({ keys, now }: AuthenticateOptions) {
  const known = createMemo<KeyRecord>({ entries: MEMO_KEYS, seconds: MEMO_SECONDS, now });
  const unknown = createMemo<true>({ entries: MEMO_KEYS, seconds: UNKNOWN_SECONDS, now });

  async function find(key: string): Promise<KeyRecord | undefined> {
    const remembered = known.get(key);
    if (remembered !== undefined || unknown.get(key)) return remembered;
    const stored = await read(keys, await hashKey(key));
    if (stored === null) {
      unknown.set(key, true);
      return undefined;
    }
    const record = keyRecordSchema.parse(stored);
    known.set(key, record);
    return record;
  }

  return createMiddleware<AppContext>(async function authenticate(c, next) {
    const key = c.req.header('x-api-key');
    const record = key !== undefined && isWellFormed(key) ? await find(key) : undefined;
    if (record === undefined || !isUsable(record, now())) {
      throw new Problem('unauthorized', {
        detail: 'Send a valid API key in the header x-api-key.',
        headers: { 'www-authenticate': 'Key realm="inference"' },
      });
    }
    c.set('key', record);
    await next();
  });
}

async function read(keys: KeyStore, hash: string): Promise<unknown> {
  try {
    return await keys.get(hash, { type: 'json', cacheTtl: KV_CACHE_SECONDS });
  } catch (cause) {
    throw new Problem('keys-unavailable', { headers: { 'retry-after': '5' }, cause });
  }
}

function isUsable({ enabled, revokedAt, expiresAt }: KeyRecord, now: number): boolean {
  return enabled && revokedAt === null && (expiresAt === null || now < Date.parse(expiresAt));
}
