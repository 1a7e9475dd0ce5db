import * as z from 'zod/mini';
import { lazily } from './core/lazily.ts';

/*
 * A key is <prefix>_<time><random>_<MAC>: the minute of its creation, 43 random characters, and a MAC of all that precedes
 * it, under the secret of the bulletin (key-bulletin.ts). Earlier keys, lr_<random>_<CRC>, work until they are rotated.
 */

/** What keys begin with unless their creator says otherwise: a leaked key should say whose it is. */
export const KEY_PREFIX = 'lr';
const ANY_PREFIX = '[a-z][a-z0-9]{1,9}';
/** Prefixes that keys may have. */
export const KEY_PREFIXES = new RegExp(`^${ANY_PREFIX}$`);
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Minutes since 1970: 62^5 of them last until the year 3711. */
const TIME_LENGTH = 5;
/** 62^43 > 2^256: as much entropy as 32 random bytes. */
const RANDOM_LENGTH = 43;
/** 62^22 > 2^128. */
const MAC_LENGTH = 22;
const MAC_BYTES = 16;
const CRC_LENGTH = 6;
const SHAPE = new RegExp(`^(?:${ANY_PREFIX}_[0-9A-Za-z]{48}_[0-9A-Za-z]{22}|lr_[0-9A-Za-z]{43}_[0-9A-Za-z]{6})$`);
const MAC_START = -MAC_LENGTH - 1;
const CRC_START = -CRC_LENGTH - 1;

/** A time, ISO 8601 in UTC as `toISOString` writes it. zod's own schema would bring those of dates and durations along. */
export const timeSchema = lazily(() =>
  z.string().check(z.regex(/^\d{4}-\d\d-\d\dT[\d:]{8}(\.\d+)?Z$/, 'ISO 8601 in UTC')),
);

/** The record of a key in KV, under the hash of the key. Times are ISO 8601 in UTC. */
export const keyRecordSchema = lazily(() =>
  z.object({
    id: z.string().check(z.minLength(1)),
    name: z.string(),
    /** Whom the key belongs to. */
    owner: z.optional(z.string()),
    /** Prefix, time and first four random characters: enough to recognise a key, not enough to use it. */
    start: z.string(),
    /** Of the secret that made the MAC; earlier keys have none. */
    secretId: z.optional(z.string()),
    createdAt: timeSchema(),
    /** When it was last enabled, disabled, revoked or given another expiry. */
    changedAt: z.optional(timeSchema()),
    enabled: z.boolean(),
    expiresAt: z.nullable(timeSchema()),
    revokedAt: z.nullable(timeSchema()),
    /** When it would have expired, if a rotation ends it earlier. */
    unrotatedExpiresAt: z.optional(z.nullable(timeSchema())),
    /** What the key may use: `model`, `model/variant`, or `*` for everything. */
    models: z.array(z.string()),
    tier: z.string(),
  }),
);

export type KeyRecord = z.infer<ReturnType<typeof keyRecordSchema>>;

export type KeyState = 'active' | 'disabled' | 'expired' | 'revoked';

/** The state of a key at a time in milliseconds since 1970. Only active keys are valid. */
export function keyState({ enabled, revokedAt, expiresAt }: KeyRecord, now: number): KeyState {
  if (revokedAt !== null) return 'revoked';
  // A time that does not exist, such as a 13th month, has passed too.
  if (expiresAt !== null && !(now < Date.parse(expiresAt))) return 'expired';
  return enabled ? 'active' : 'disabled';
}

/** A number in base 62, most significant digit first. */
function base62(value: bigint, length: number): string {
  let digits = '';
  for (let rest = value; digits.length < length; rest /= 62n) digits = ALPHABET[Number(rest % 62n)]! + digits;
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

/** Whether a text has the form of a key. Needs neither a secret nor I/O, and says nothing about its MAC or CRC. */
export function hasKeyShape(text: string): boolean {
  return SHAPE.test(text);
}

/** Whether a text that has the form of a key has that of the earlier keys, with a CRC instead of a MAC. */
export function hasCrc(key: string): boolean {
  return key.at(CRC_START) === '_';
}

/** When a key with a MAC was created, in milliseconds since 1970. */
export function creationTime(key: string): number {
  const start = key.indexOf('_') + 1;
  const digits = key.slice(start, start + TIME_LENGTH);
  return 60_000 * [...digits].reduce((minutes, digit) => 62 * minutes + ALPHABET.indexOf(digit), 0);
}

/** What makes the MACs of keys: random text, and an id that may be shown. */
export interface MacSecret {
  id: string;
  value: string;
}

export function createSecret(): MacSecret {
  return { id: randomBase62(8), value: randomBase62(RANDOM_LENGTH) };
}

type MacKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** A secret, ready to compute MACs. */
export function importSecret({ value }: MacSecret): Promise<MacKey> {
  return crypto.subtle.importKey('raw', bytesOf(value), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

/** HMAC-SHA-256 of a text, its first 128 bits in base 62. */
async function macOf(text: string, secret: MacKey): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', secret, bytesOf(text));
  return base62(BigInt(`0x${hexadecimal(mac.slice(0, MAC_BYTES))}`), MAC_LENGTH);
}

/** Whether the MAC of a key was made with the secret. Takes the same time wherever the MAC is wrong. */
export async function isMacRight(key: string, secret: MacKey): Promise<boolean> {
  const expected = await macOf(key.slice(0, MAC_START), secret);
  const given = key.slice(MAC_START + 1);
  let difference = 0;
  for (let i = 0; i < MAC_LENGTH; i++) difference |= expected.charCodeAt(i) ^ given.charCodeAt(i);
  return difference === 0;
}

/** SHA-256 of a key in lower-case hexadecimal: the name of its record in KV, which never stores the key itself. */
export async function hashKey(key: string): Promise<string> {
  return hexadecimal(await crypto.subtle.digest('SHA-256', bytesOf(key)));
}

function hexadecimal(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytesOf(text: string) {
  return new TextEncoder().encode(text);
}

export interface KeyOptions {
  name: string;
  owner?: string | undefined;
  /** Everything when absent. */
  models?: string[];
  tier?: string;
  /** What the key begins with, before an underscore. */
  prefix?: string;
  /** ISO 8601 in UTC; never when absent or null. */
  expiresAt?: string | null;
}

/** A new key, the hash that names its record, and the record. Neither hash nor record contains the key. */
export async function createKey(
  { name, owner, models = ['*'], tier = 'standard', prefix = KEY_PREFIX, expiresAt = null }: KeyOptions,
  secret: MacSecret,
  now: Date,
): Promise<{ key: string; hash: string; record: KeyRecord }> {
  const minutes = Math.floor(now.getTime() / 60_000);
  const body = `${prefix}_${base62(BigInt(minutes), TIME_LENGTH)}${randomBase62(RANDOM_LENGTH)}`;
  const key = `${body}_${await macOf(body, await importSecret(secret))}`;
  const record: KeyRecord = {
    id: crypto.randomUUID(),
    name,
    ...(owner !== undefined && { owner }),
    start: key.slice(0, prefix.length + 1 + TIME_LENGTH + 4),
    secretId: secret.id,
    createdAt: now.toISOString(),
    enabled: true,
    expiresAt,
    revokedAt: null,
    models,
    tier,
  };
  return { key, hash: await hashKey(key), record };
}
