import { hash } from '../core/hash.ts';

/** A request, and the route that it matched. */
interface Routed {
  readonly request: Request;
  /** The decoded path, without the query. */
  readonly path: string;
  /** The pattern that the path matched, and the values of its parameters. */
  readonly route: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly execution: Execution;
  /** When the request arrived, in milliseconds since 1970. */
  readonly start: number;
}

/** What every step of answering a request may read. */
export interface RequestContext extends Routed {
  readonly method: string;
  readonly headers: Headers;
  readonly requestId: string;
  /** Whether the log has this request even if nothing is wrong with it. */
  readonly isLogged: boolean;
  /** Whether the log has the coded rows of this request. */
  readonly isCoded: boolean;
}

/** Shares of requests, from 0 to 1. */
interface Samples {
  logSample: number;
  driftSample: number;
}

/** The part of the runtime's execution context that the service uses. */
interface Execution {
  /** Keeps the isolate alive until the work is done, also after the answer has been sent. */
  waitUntil(work: Promise<unknown>): void;
}

/** The maximum length of a request id that a caller chooses, in characters. */
export const LONGEST_REQUEST_ID = 128;
/** Request ids that callers may choose: they are copied into headers and logs. */
const ACCEPTED = new RegExp(`^[A-Za-z0-9._:-]{1,${LONGEST_REQUEST_ID}}$`);

/**
 * The context of a request. Its id is the caller's `x-request-id` if that is valid, else a new UUID. The id decides whether
 * the request is in a sample, so that all lines about it are, or none.
 */
export function createContext(routed: Routed, { logSample, driftSample }: Samples): RequestContext {
  const { headers, method } = routed.request;
  const given = headers.get('x-request-id');
  const requestId = given !== null && ACCEPTED.test(given) ? given : crypto.randomUUID();
  const place = logSample < 1 || driftSample > 0 ? hash(requestId) / 2 ** 32 : 0;
  const isCoded = place < driftSample;
  return { ...routed, method, headers, requestId, isLogged: isCoded || place < logSample, isCoded };
}
