import type * as z from 'zod/mini';
import { type KeyRecord, keyRecordSchema } from '../../src/api-key.ts';
import { bulletinSchema, type KeyBulletin } from '../../src/key-bulletin.ts';
import { Failure } from '../cli/command.ts';

/** How many bytes of metadata KV keeps with a value. */
const MOST_METADATA = 1024;

/** A key as it is stored: its hash and its record, never the key itself. */
export interface StoredKey {
  hash: string;
  record: KeyRecord;
}

/** The keys of a store, and a sentence for every invalid record, such as one that another program wrote. */
export interface StoredKeys {
  keys: StoredKey[];
  errors: string[];
}

/**
 * The stored keys of an environment. A record is written twice: as the value that the Worker reads, and as metadata that
 * KV returns when it lists all keys. KV writes both at once.
 */
export interface KeyStore {
  /** @throws {Failure} when the bulletin is invalid */
  list(): Promise<StoredKeys & { bulletin: KeyBulletin | undefined }>;
  /** The record under a hash, as the Worker reads it. @throws {Failure} when it is invalid */
  get(hash: string): Promise<KeyRecord | undefined>;
  /** @param seconds after which a deployed store forgets the record; never without it */
  put(hash: string, record: KeyRecord, seconds?: number): Promise<void>;
  /** @throws {Failure} when it is invalid */
  getBulletin(): Promise<KeyBulletin | undefined>;
  putBulletin(bulletin: KeyBulletin): Promise<void>;
}

/** A record as text for KV. @throws {Failure} when it is too long for the metadata */
export function recordText(record: KeyRecord): string {
  const text = JSON.stringify(record);
  const bytes = Buffer.byteLength(text);
  if (bytes <= MOST_METADATA) return text;
  throw new Failure(`the record has ${bytes} bytes, KV keeps ${MOST_METADATA}: shorten --name, or list fewer --models`);
}

/** A record from its text or its metadata in KV. @throws {Failure} naming the hash of an invalid record */
export function parseRecord(hash: string, stored: unknown): KeyRecord {
  return parseEntry(keyRecordSchema(), `the record of ${JSON.stringify(hash)}`, stored);
}

/** The bulletin from its text in KV. @throws {Failure} naming what is invalid */
export function parseBulletin(stored: string): KeyBulletin {
  return parseEntry(bulletinSchema(), 'the bulletin', stored);
}

function parseEntry<Value>(schema: z.ZodMiniType<Value>, what: string, stored: unknown): Value {
  const parsed = schema.safeParse(typeof stored === 'string' ? parseJson(stored) : stored);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'record'}: ${message}`);
  throw new Failure(`${what} is wrong: ${errors.join('; ')}`);
}

/** The value of a JSON text; text that is not JSON is returned unchanged, and is not a record either. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Separates what is stored into keys and errors of invalid records. */
export function toListing(entries: readonly { name: string; stored: unknown }[]): StoredKeys {
  const listing: StoredKeys = { keys: [], errors: [] };
  for (const { name, stored } of entries) {
    try {
      listing.keys.push({ hash: name, record: parseRecord(name, stored) });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      listing.errors.push(error.message);
    }
  }
  return listing;
}
