import { setTimeout } from 'node:timers/promises';

/** How the steps of a deployment wait; tests do not. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** Waits, at most until the signal is aborted. @throws the reason of the signal */
export const sleep: Sleep = async (milliseconds, signal) => {
  await setTimeout(milliseconds, undefined, signal && { signal }).catch(() => signal?.throwIfAborted());
};
