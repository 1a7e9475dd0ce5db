import { type KeyRecord, keyRecordSchema } from '../../src/api-key.ts';
import { Failure } from '../cli/command.ts';

/** How many bytes of metadata KV keeps beside a value. */
const MOST_METADATA = 1024;

/** A key as it is kept: its hash and its record, never the key itself. */
export interface StoredKey {
  hash: string;
  record: KeyRecord;
}

/** What a store holds: keys, and a sentence for every record that is wrong, such as one that another program wrote. */
export interface Listing {
  keys: StoredKey[];
  problems: string[];
}

/**
 * Where the keys of an environment are kept. A record is written twice, as the value that the Worker reads and as
 * metadata beside it that a list of all keys brings along; KV writes both at once.
 */
export interface KeyStore {
  list(): Promise<Listing>;
  /** The record under a hash, as the Worker reads it. @throws {Failure} when it is wrong */
  get(hash: string): Promise<KeyRecord | undefined>;
  put(hash: string, record: KeyRecord): Promise<void>;
}

/** A record as text for KV. @throws {Failure} when it is too long for the metadata */
export function recordText(record: KeyRecord): string {
  const text = JSON.stringify(record);
  const bytes = Buffer.byteLength(text);
  if (bytes <= MOST_METADATA) return text;
  throw new Failure(`the record has ${bytes} bytes, KV keeps ${MOST_METADATA}: shorten --name, or list fewer --models`);
}

/** A record as KV holds it, its text or its metadata. @throws {Failure} naming the key whose record is not one */
export function parseRecord(hash: string, stored: unknown): KeyRecord {
  const parsed = keyRecordSchema().safeParse(typeof stored === 'string' ? parseJson(stored) : stored);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'record'}: ${message}`);
  throw new Failure(`the record of ${JSON.stringify(hash)} is wrong: ${problems.join('; ')}`);
}

/** What text says, or the text itself where it is no JSON: that is no record either. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Sorts names and what is stored under them into keys and records that are wrong. */
export function toListing(entries: readonly { name: string; stored: unknown }[]): Listing {
  const listing: Listing = { keys: [], problems: [] };
  for (const { name, stored } of entries) {
    try {
      listing.keys.push({ hash: name, record: parseRecord(name, stored) });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      listing.problems.push(error.message);
    }
  }
  return listing;
}
