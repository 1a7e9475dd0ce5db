import { type KeyRecord, keyRecordSchema } from '../../src/api-key.ts';
import { Failure } from '../cli.ts';

/** How many bytes of metadata KV keeps beside a value. */
const MOST_METADATA = 1024;

/** A key as it is kept: its hash and its record, never the key itself. */
export interface StoredKey {
  hash: string;
  record: KeyRecord;
}

/**
 * Where the keys of an environment are kept. A record is written twice, as the value that the Worker reads and as
 * metadata beside it that a list of all keys brings along; KV writes both at once.
 */
export interface KeyStore {
  list(): Promise<StoredKey[]>;
  put(hash: string, record: KeyRecord): Promise<void>;
}

/** A record as text for KV. @throws {Failure} when it is too long for the metadata */
export function recordText(record: KeyRecord): string {
  const text = JSON.stringify(record);
  const bytes = Buffer.byteLength(text);
  if (bytes <= MOST_METADATA) return text;
  throw new Failure(`the record has ${bytes} bytes, KV keeps ${MOST_METADATA}: shorten --name, or list fewer --models`);
}

/** A record from KV. @throws {Failure} naming the key whose record is not one */
export function parseRecord(hash: string, value: unknown): KeyRecord {
  const parsed = keyRecordSchema().safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Failure(`the record of ${hash} is wrong: ${problems.join('; ')}`);
}
