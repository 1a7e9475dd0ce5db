/* Takes the place of `cloudflare:test` in tests that call parts of the Worker themselves. */

const pending = new WeakMap<object, Promise<unknown>[]>();

/** An execution context that remembers what goes on after an answer. */
export function createExecutionContext() {
  const work: Promise<unknown>[] = [];
  const context = { waitUntil: (promise: Promise<unknown>) => void work.push(promise), passThroughOnException() {} };
  pending.set(context, work);
  return context;
}

/** Waits for that work. */
export async function waitOnExecutionContext(context: object): Promise<void> {
  await Promise.allSettled(pending.get(context) ?? []);
}
