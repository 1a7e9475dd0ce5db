import { Problem } from '../http/problem.ts';
import { withTimeout } from './with-timeout.ts';

/** How much longer a value is used while KV is out of reach. */
export const STALE_SECONDS = 900;
/** How long an isolate waits before it asks KV again after a failure. */
export const RETRY_SECONDS = 5;
/** How many milliseconds KV may take to answer before it counts as out of reach. */
export const KV_TIMEOUT = 2000;

/** The part of the runtime's execution context that finishes reads after the answer has been sent. */
export interface Execution {
  waitUntil(work: Promise<unknown>): void;
}

export interface KvValueOptions<Value> {
  read: () => Promise<Value>;
  /** For how many seconds a value is current. */
  seconds: (value: Value) => number;
  /** Milliseconds since 1970. */
  now: () => number;
}

export interface KvValue<Value> {
  /** The value that was read last, however old it is. */
  last(): Value | undefined;
  /**
   * The current value. It is read again in the background when half of its time has passed, and waited for when all of it
   * has. While KV is out of reach, a value that was read before lasts STALE_SECONDS longer.
   * @throws {Problem} 503 when KV is out of reach and there is no such value; what `read` throws
   */
  get(execution: Execution): Promise<Value>;
}

/** A value of KV that an isolate remembers. Requests that need it at the same time share one read. */
export function createKvValue<Value>({ read, seconds, now }: KvValueOptions<Value>): KvValue<Value> {
  /** How many reads were begun: their order, also when the clock is set back. */
  let begun = 0;
  let held: { value: Value; at: number; read: number } | undefined;
  let reading: { value: Promise<Value>; since: number } | undefined;
  let failure: { error: unknown; at: number } | undefined;

  /** Milliseconds since a time, or until it: a clock that was set back must not keep anything for longer. */
  function distance(at: number): number {
    return Math.abs(now() - at);
  }

  /** A read that does not end in time is not shared any more: the request that began it may be gone. */
  function isReading(): boolean {
    return reading !== undefined && distance(reading.since) < KV_TIMEOUT;
  }

  async function shared(): Promise<Value> {
    const at = now();
    const number = ++begun;
    const value = await read();
    if (!held || held.read < number) held = { value, at, read: number };
    return value;
  }

  async function refresh(execution: Execution): Promise<Value> {
    try {
      if (!isReading()) {
        reading = { value: shared(), since: now() };
        execution.waitUntil(reading.value.catch(() => {}));
      }
      const value = await withTimeout(reading!.value, KV_TIMEOUT);
      failure = undefined;
      return value;
    } catch (cause) {
      const error = cause instanceof Problem ? cause : unavailable(cause);
      failure = { error, at: now() };
      throw error;
    } finally {
      reading = undefined;
    }
  }

  return {
    last: () => held?.value,

    async get(execution) {
      const age = held ? distance(held.at) : Number.POSITIVE_INFINITY;
      const life = held ? seconds(held.value) * 1000 : 0;
      if (held && age < life / 2) return held.value;
      const recent = failure && distance(failure.at) < RETRY_SECONDS * 1000 ? failure : undefined;
      if (held && age < life) {
        if (!recent && !isReading()) execution.waitUntil(refresh(execution).catch(() => {}));
        return held.value;
      }
      try {
        if (recent) throw recent.error;
        return await refresh(execution);
      } catch (error) {
        const isOutage = error instanceof Problem && error.code === 'keys-unavailable';
        if (held && isOutage && age < life + STALE_SECONDS * 1000) return held.value;
        throw error;
      }
    },
  };
}

function unavailable(cause: unknown): Problem {
  return new Problem('keys-unavailable', { headers: { 'retry-after': String(RETRY_SECONDS) }, cause });
}
