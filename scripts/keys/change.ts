import { type KeyRecord, keyState } from '../../src/api-key.ts';
import { Failure } from '../cli/command.ts';

/*
 * How verbs change the record of a key. Each verb writes the whole record once, and KV stores a write completely or not
 * at all: if the process is killed, the key is either unchanged or changed as asked.
 */

/** Stops a key for good. Its record stays, so that the key is not mistaken for one that never existed. */
export function revoked(record: KeyRecord, now: Date): KeyRecord {
  return { ...record, revokedAt: record.revokedAt ?? now.toISOString() };
}

/** Stops a key until it is enabled again. @throws {Failure} when it is revoked */
export function disabled(record: KeyRecord, now: Date): KeyRecord {
  refuseRevoked(record, now);
  return { ...record, enabled: false };
}

/** Lets a disabled key work again; its expiry stays. @throws {Failure} when it is revoked or has expired */
export function enabled(record: KeyRecord, now: Date): KeyRecord {
  refuseRevoked(record, now);
  if (keyState(record, now.getTime()) === 'expired') {
    throw new Failure(`the key ${record.id} expired at ${record.expiresAt}: create another key`);
  }
  return { ...record, enabled: true };
}

function refuseRevoked(record: KeyRecord, now: Date): void {
  if (keyState(record, now.getTime()) !== 'revoked') return;
  throw new Failure(`the key ${record.id} was revoked at ${record.revokedAt}, which is final: create another key`);
}
