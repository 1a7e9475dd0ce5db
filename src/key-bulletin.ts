import * as z from 'zod/mini';
import { hasCrc, hashKey, importSecret, isMacRight, timeSchema } from './api-key.ts';
import { lazily } from './core/lazily.ts';

/*
 * The bulletin is one small entry of KV that every isolate reads again and again, so that it can keep the records of keys
 * for hours. It holds what may not wait so long (the latest changes of keys), and what refuses a made-up key without
 * reading KV for it: the secret behind the MACs, and the hashes of the keys that this secret did not make.
 */

/** The name of the bulletin in KV; records have hashes for names. */
export const BULLETIN = 'bulletin';
/** How old the bulletin may be that an isolate goes by: how soon it acts on a change, once KV shows it. */
export const BULLETIN_SECONDS = 30;
/** How long an isolate keeps the record of a key, and how long the KV cache of its location may have kept it before. */
export const RECORD_SECONDS = 12 * 3600;
/** How long the bulletin lists a change: until no isolate can have an older record, with as much time again to spare. */
export const CHANGE_SECONDS = 4 * RECORD_SECONDS;
/** How much of a hash the bulletin lists, in hexadecimal digits: 48 bits. */
const LISTED_DIGITS = 12;

export const bulletinSchema = lazily(() =>
  z.object({
    format: z.literal(1),
    secret: z.object({ id: z.string(), value: z.string().check(z.minLength(43)) }),
    /** The latest change of each key that changed lately: the members of its record that can. */
    changes: z.array(
      z.object({
        id: z.string(),
        changedAt: timeSchema(),
        enabled: z.boolean(),
        expiresAt: z.nullable(timeSchema()),
        revokedAt: z.nullable(timeSchema()),
      }),
    ),
    /** The keys without a MAC of the secret, by `listedHash`. */
    unsigned: z.array(z.string()),
  }),
);

export type KeyBulletin = z.infer<ReturnType<typeof bulletinSchema>>;
export type KeyChange = KeyBulletin['changes'][number];

/** The part of the hash of a key that the bulletin lists. */
export function listedHash(hash: string): string {
  return hash.slice(0, LISTED_DIGITS);
}

/**
 * Tells keys from made-up texts of the same form, without reading KV: the MAC is right, or the bulletin lists the key.
 * Without a bulletin, as before the first command that writes one, only KV can tell earlier keys from made-up ones. Anybody
 * can compute their CRC, so it is not checked.
 */
export async function compileAdmission(bulletin: KeyBulletin | null): Promise<(key: string) => Promise<boolean>> {
  if (!bulletin) return async (key) => hasCrc(key);
  const secret = await importSecret(bulletin.secret);
  const unsigned = new Set(bulletin.unsigned);
  return async (key) =>
    (!hasCrc(key) && (await isMacRight(key, secret))) || unsigned.has(listedHash(await hashKey(key)));
}
