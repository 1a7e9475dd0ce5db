import { type KeyRecord, keyState } from '../../src/api-key.ts';
import { Failure } from '../cli/command.ts';

/*
 * What the verbs that change a key make of its record. Each is a single write of the whole record, which KV does or
 * does not do: killed at any moment, the key is as it was before or as it was to be.
 */

/** Stops a key for good. The record stays, so that the key is never mistaken for one that did not exist. */
export function revoked(record: KeyRecord, now: Date): KeyRecord {
  return { ...record, revokedAt: record.revokedAt ?? now.toISOString() };
}

/** Stops a key until it is enabled again. @throws {Failure} when it is revoked */
export function disabled(record: KeyRecord, now: Date): KeyRecord {
  refuseRevoked(record, now);
  return { ...record, enabled: false };
}

/** Lets a disabled key work again; it still expires when it was to. @throws {Failure} when it is revoked */
export function enabled(record: KeyRecord, now: Date): KeyRecord {
  refuseRevoked(record, now);
  return { ...record, enabled: true };
}

function refuseRevoked(record: KeyRecord, now: Date): void {
  if (keyState(record, now.getTime()) !== 'revoked') return;
  throw new Failure(`the key ${record.id} was revoked at ${record.revokedAt}, which is for good: create another`);
}
