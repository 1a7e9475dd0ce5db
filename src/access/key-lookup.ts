import { creationTime, hasCrc, hashKey, hasKeyShape, type KeyRecord, keyRecordSchema, keyState } from '../api-key.ts';
import { Problem } from '../http/problem.ts';
import {
  BULLETIN,
  BULLETIN_SECONDS,
  bulletinSchema,
  compileAdmission,
  type KeyChange,
  RECORD_SECONDS,
} from '../key-bulletin.ts';
import { createBoundedMap } from './bounded-map.ts';
import { createKvValue, type Execution, type KvValue } from './kv-value.ts';

/** How long the KV cache of a location may answer with the bulletin, or for a new key; the shortest that KV allows. */
export const KV_CACHE_SECONDS = 30;
/** How long a key is new: KV also caches that a key is missing, and a new key must not be missing for hours. */
export const NEW_SECONDS = 3600;
/** How long an isolate remembers that a key has no record. */
export const MISSING_SECONDS = 5;
/** How many keys an isolate remembers. */
export const MEMO_KEYS = 10_000;

/** The part of a KV namespace that reads. */
export interface KeyReader {
  get(name: string, options: { type: 'json'; cacheTtl: number }): Promise<unknown>;
}

export interface KeyLookup {
  /**
   * The record of a key if the key is valid now.
   * @throws {Problem} 503 when KV is out of reach and memory cannot answer; 500 when what is stored is invalid
   */
  find(key: string, execution: Execution): Promise<KeyRecord | undefined>;
}

/** What an isolate needs of the bulletin. */
interface Notice {
  /** Whether there was a bulletin. */
  posted: boolean;
  /** Whether a text that has the form of a key can be a key. Never reads KV. */
  admits(key: string): Promise<boolean>;
  changes: ReadonlyMap<string, KeyChange>;
}

export interface KeyLookupOptions {
  keys: KeyReader;
  /** Milliseconds since 1970. */
  now: () => number;
}

/**
 * Looks keys up by their hash. A key whose MAC is wrong is refused without reading KV for it, and is not remembered, so
 * made-up keys can neither cost reads nor push a key out of memory. Records are kept for hours; the bulletin, which is
 * read again every BULLETIN_SECONDS while keys are used, has what changed since.
 */
export function createKeyLookup({ keys, now }: KeyLookupOptions): KeyLookup {
  const known = createBoundedMap<KvValue<KeyRecord | null>>(MEMO_KEYS);
  const bulletin = createKvValue({
    read: async () => toNotice(await keys.get(BULLETIN, { type: 'json', cacheTtl: KV_CACHE_SECONDS })),
    seconds: () => BULLETIN_SECONDS,
    now,
  });

  function recordOf(key: string): KvValue<KeyRecord | null> {
    return createKvValue({
      async read() {
        const isNew = !hasCrc(key) && now() - creationTime(key) < NEW_SECONDS * 1000;
        const cacheTtl = isNew ? KV_CACHE_SECONDS : RECORD_SECONDS;
        const stored = await keys.get(await hashKey(key), { type: 'json', cacheTtl });
        return stored === null ? null : parsed(keyRecordSchema(), stored);
      },
      seconds: (record) => (record === null ? MISSING_SECONDS : RECORD_SECONDS),
      now,
    });
  }

  async function isAdmitted(key: string, execution: Execution): Promise<boolean> {
    const last = bulletin.last();
    const notice = last?.posted ? last : await bulletin.get(execution);
    return notice.admits(key);
  }

  return {
    async find(key, execution) {
      if (!hasKeyShape(key)) return undefined;
      let record = known.get(key);
      if (!record) {
        if (!(await isAdmitted(key, execution))) return undefined;
        record = recordOf(key);
        known.set(key, record);
      }
      const [stored, { changes }] = await Promise.all([record.get(execution), bulletin.get(execution)]);
      if (!stored) return undefined;
      const current = { ...stored, ...changes.get(stored.id) };
      return keyState(current, now()) === 'active' ? current : undefined;
    },
  };
}

async function toNotice(stored: unknown): Promise<Notice> {
  const bulletin = stored === null ? null : parsed(bulletinSchema(), stored);
  return {
    posted: bulletin !== null,
    admits: await compileAdmission(bulletin),
    changes: new Map(bulletin?.changes.map((change) => [change.id, change])),
  };
}

function parsed<Value>(schema: { parse(stored: unknown): Value }, stored: unknown): Value {
  try {
    return schema.parse(stored);
  } catch (cause) {
    throw new Problem('internal', { cause });
  }
}
