import type { KeyReader } from '../../../src/access/key-lookup.ts';

/** A clock that a simulation moves, in milliseconds since 1970. */
export interface Clock {
  now: number;
}

/**
 * KV as Cloudflare describes it. Central stores hold every version. Each location sees a write only after a delay of its
 * own, caches what it reads for the `cacheTtl` of the reader, and caches too that there is nothing.
 */
export function simulatedKv(clock: Clock) {
  const versions = new Map<string, { at: number; value: unknown }[]>();

  /** A location of Cloudflare. What it does not have in its cache is a cold read, which ends when `finishReads` is called. */
  function location(delaySeconds: number) {
    const cached = new Map<string, { value: unknown; at: number }>();
    const reading: { name: string; finish: () => void }[] = [];
    const reader: KeyReader = {
      async get(name, { cacheTtl }) {
        const hit = cached.get(name);
        if (hit && clock.now - hit.at < cacheTtl * 1000) return hit.value;
        const seen = versions.get(name)?.findLast(({ at }) => at + delaySeconds * 1000 <= clock.now);
        const value = seen?.value ?? null;
        const { promise, resolve } = Promise.withResolvers<void>();
        reading.push({ name, finish: resolve });
        await promise;
        cached.set(name, { value, at: clock.now });
        return value;
      },
    };
    return {
      reader,
      coldReads: () => reading.map(({ name }) => name),
      finishReads() {
        for (const { finish } of reading.splice(0)) finish();
      },
    };
  }

  return {
    location,
    put(name: string, value: unknown) {
      versions.set(name, [...(versions.get(name) ?? []), { at: clock.now, value }]);
    },
  };
}

/** Waits for an answer, and finishes the cold reads that it waits for. Returns it, and the names of those reads. */
export async function answerOf<T>(
  { coldReads, finishReads }: ReturnType<ReturnType<typeof simulatedKv>['location']>,
  pending: Promise<T>,
): Promise<{ answer: T; waitedFor: string[] }> {
  let done: { answer: T } | undefined;
  const ending = pending.then((answer) => {
    done = { answer };
  });
  const waitedFor: string[] = [];
  for (;;) {
    for (let turn = 0; turn < 30 && !done; turn++) await null;
    if (done) break;
    waitedFor.push(...coldReads());
    // Without a cold read, it waits for a hash or a MAC.
    if (coldReads().length === 0) await Promise.race([ending, new Promise((resolve) => setTimeout(resolve, 0))]);
    else finishReads();
  }
  finishReads();
  for (let turn = 0; turn < 30; turn++) await null;
  return { answer: done.answer, waitedFor };
}
