import type { IncomingMessage } from 'node:http';

/** How much of a body that nobody wants is read before the answer. */
export const MOST_DROPPED = 32 * 1024 * 1024;
/** For how many milliseconds. */
export const LONGEST_DROP = 2000;

/**
 * Reads and drops the rest of a body. Many clients read the answer only when they have sent all of it: an answer before
 * that, and a closed connection, would be a reset to them.
 * @returns whether the body ended within the bounds; if not, the connection is of no further use
 */
export function dropBody(incoming: IncomingMessage): Promise<boolean> {
  return new Promise((resolve) => {
    let bytes = 0;
    const timer = setTimeout(() => end(false), LONGEST_DROP);
    const onData = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_DROPPED) end(false);
    };
    const onEnd = () => end(incoming.complete);
    // Whoever read the body before would pause it.
    incoming.removeAllListeners('data');
    incoming.on('data', onData).on('end', onEnd).on('close', onEnd).resume();

    function end(ended: boolean): void {
      clearTimeout(timer);
      incoming.off('data', onData).off('end', onEnd).off('close', onEnd);
      if (!ended) incoming.pause();
      resolve(ended);
    }
  });
}
