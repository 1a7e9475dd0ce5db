import type worker from 'edge-logit:worker';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { dropBody } from './refused-body.ts';

const NO_BODY = Buffer.alloc(0);

/** Answers requests of Node with a Worker, and waits for the work that goes on after an answer. */
export interface RequestListener {
  listen: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
  /** Ends when all work that was to go on after answers has ended. */
  idle(): Promise<void>;
}

/**
 * @param env the bindings
 * @param onAnswer called after each answer with the number of seconds it took
 */
export function createRequestListener(
  { fetch }: typeof worker,
  env: object,
  onAnswer?: (seconds: number) => void,
): RequestListener {
  const pending = new Set<Promise<unknown>>();
  const execution = {
    waitUntil(work: Promise<unknown>) {
      pending.add(work);
      work.catch(() => {}).finally(() => pending.delete(work));
    },
    passThroughOnException() {},
  };

  async function answer(request: Request, incoming: IncomingMessage, outgoing: ServerResponse): Promise<Response> {
    const start = onAnswer && performance.now();
    const response = await fetch(request, env, execution);
    // A body that is in use may belong to an answer that streams; a refusal never does.
    const isUnwanted = !incoming.complete && (response.status >= 400 || !request.bodyUsed);
    if (isUnwanted && !(await dropBody(incoming))) outgoing.shouldKeepAlive = false;
    if (start !== undefined) onAnswer!((performance.now() - start) / 1000);
    return response;
  }

  const listen = getRequestListener((request, { incoming, outgoing }) =>
    answer(request, incoming as IncomingMessage, outgoing as ServerResponse),
  );
  return {
    listen(incoming, outgoing) {
      setImmediate(() => {
        // A body that is here by the end of the turn is read at once, not event by event.
        if (incoming.complete) Object.assign(incoming, { rawBody: incoming.read() ?? NO_BODY });
        listen(incoming, outgoing);
      });
    },
    async idle() {
      await Promise.allSettled(pending);
    },
  };
}
