import type { KeyRecord } from './api-key.ts';
import { readPath } from './path.ts';

/** A request on its way: what it asks for, and what its steps leave for the later ones and for the log line. */
export interface Call {
  readonly request: Request;
  readonly method: string;
  /** The path, decoded, without the query. */
  readonly path: string;
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly start: number;
  /** Keeps the isolate until the work is done, after the answer has left. */
  readonly waitUntil: (work: Promise<unknown>) => void;
  /** The pattern that the path has matched, and the values of its parameters. */
  route?: string;
  parameters: Readonly<Record<string, string>>;
  key?: KeyRecord;
  model?: string;
  variant?: string;
  rows?: number;
  /** The rate of the key could not be counted. */
  limiterDown?: true;
}

/** What the runtime gives beside a request. */
interface Execution {
  waitUntil(work: Promise<unknown>): void;
}

/** What a caller's id may look like: it goes into headers and logs as it is. */
const ACCEPTED = /^[A-Za-z0-9._:-]{1,128}$/;

const NONE = Object.freeze({});

/** A call of a request. Its id is the caller's own `x-request-id` where that is sane, else made. */
export function createCall(request: Request, execution: Execution, start: number): Call {
  const given = request.headers.get('x-request-id');
  return {
    request,
    method: request.method,
    path: readPath(request.url),
    requestId: given !== null && ACCEPTED.test(given) ? given : crypto.randomUUID(),
    start,
    waitUntil: (work) => execution.waitUntil(work),
    parameters: NONE,
  };
}
