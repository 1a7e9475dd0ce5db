import * as z from 'zod/mini';
import { lazily } from './core/lazily.ts';

const PREFIX = 'lr';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 62^43 > 2^256: as much entropy as 32 random bytes. */
const RANDOM_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const SHAPE = new RegExp(`^${PREFIX}_[0-9A-Za-z]{${RANDOM_LENGTH}}_[0-9A-Za-z]{${CHECKSUM_LENGTH}}$`);
const KEY_LENGTH = PREFIX.length + 1 + RANDOM_LENGTH + 1 + CHECKSUM_LENGTH;

/** The record of a key in KV, under the hash of the key. Times are ISO 8601 in UTC. */
export const keyRecordSchema = lazily(() =>
  z.object({
    id: z.string().check(z.minLength(1)),
    name: z.string(),
    /** Prefix and first four random characters: enough to recognise a key, not enough to use it. */
    start: z.string(),
    createdAt: z.iso.datetime(),
    enabled: z.boolean(),
    expiresAt: z.nullable(z.iso.datetime()),
    revokedAt: z.nullable(z.iso.datetime()),
    /** Names of the models that the key may use; `*` stands for all. */
    models: z.array(z.string()),
    tier: z.string(),
  }),
);

export type KeyRecord = z.infer<ReturnType<typeof keyRecordSchema>>;

export type KeyState = 'active' | 'disabled' | 'expired' | 'revoked';

/** The state of a key at a time in milliseconds since 1970. Only active keys are valid. */
export function keyState({ enabled, revokedAt, expiresAt }: KeyRecord, now: number): KeyState {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt !== null && now >= Date.parse(expiresAt)) return 'expired';
  return enabled ? 'active' : 'disabled';
}

/** CRC-32 (ISO 3309, polynomial 0xEDB88320 reflected) of ASCII text, as an unsigned integer. */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** CRC-32 of text in base 62, most significant digit first. */
function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let i = 0; i < CHECKSUM_LENGTH; i++) {
    digits = ALPHABET[rest % 62]! + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/** Random characters of the alphabet, all equally likely: bytes from 248 = 4·62 on are skipped. */
function randomBase62(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      if (byte < 248 && text.length < length) text += ALPHABET[byte % 62]!;
    }
  }
  return text;
}

/**
 * Whether a text has the form `lr_<43 characters>_<checksum>` and the right checksum. Needs no I/O, so mistyped and
 * made-up keys never reach the store. It does not say whether the key exists.
 */
export function isWellFormed(key: string): boolean {
  if (key.length !== KEY_LENGTH || !SHAPE.test(key)) return false;
  const end = KEY_LENGTH - CHECKSUM_LENGTH;
  return checksum(key.slice(0, end - 1)) === key.slice(end);
}

/** SHA-256 of a key in lower-case hexadecimal: the name of its record in KV, which never stores the key itself. */
export async function hashKey(key: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export interface KeyOptions {
  name: string;
  /** All models when absent. */
  models?: string[];
  tier?: string;
  /** ISO 8601 in UTC; never when absent or null. */
  expiresAt?: string | null;
}

/** A new key, the hash that names its record, and the record. Neither hash nor record contains the key. */
export async function createKey(
  { name, models = ['*'], tier = 'standard', expiresAt = null }: KeyOptions,
  now: Date,
): Promise<{ key: string; hash: string; record: KeyRecord }> {
  const random = randomBase62(RANDOM_LENGTH);
  const body = `${PREFIX}_${random}`;
  const key = `${body}_${checksum(body)}`;
  const record: KeyRecord = {
    id: crypto.randomUUID(),
    name,
    start: `${PREFIX}_${random.slice(0, 4)}`,
    createdAt: now.toISOString(),
    enabled: true,
    expiresAt,
    revokedAt: null,
    models,
    tier,
  };
  return { key, hash: await hashKey(key), record };
}
