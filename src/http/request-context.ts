import type { KeyRecord } from '../api-key.ts';

/** A request as it was routed. */
interface Received {
  readonly request: Request;
  /** The path, decoded, without the query. */
  readonly path: string;
  /** The pattern that the path has matched, and the values of its parameters. */
  readonly route: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly execution: Execution;
  /** Milliseconds since 1970. */
  readonly start: number;
}

/** A request on its way: what it asks for, and what its steps leave for the later ones and for the log line. */
export interface RequestContext extends Received {
  readonly method: string;
  readonly headers: Headers;
  readonly requestId: string;
  key?: KeyRecord;
  /** Checks the key once more, at this moment; for an answer that takes longer than one. @throws {Problem} 401, 503 */
  recheckKey?: (call: RequestContext) => Promise<void>;
  model?: string;
  variant?: string;
  rows?: number;
  /** The rate of the key could not be counted. */
  limiterDown?: true;
}

/** What the runtime gives beside a request. */
interface Execution {
  /** Keeps the isolate until the work is done, after the answer has left. */
  waitUntil(work: Promise<unknown>): void;
}

/** What a caller's id may look like: it goes into headers and logs as it is. */
const ACCEPTED = /^[A-Za-z0-9._:-]{1,128}$/;

/** A call of a request. Its id is the caller's own `x-request-id` where that is sane, else made. */
export function createContext({ request, path, route, parameters, execution, start }: Received): RequestContext {
  const { headers, method } = request;
  const given = headers.get('x-request-id');
  const requestId = given !== null && ACCEPTED.test(given) ? given : crypto.randomUUID();
  return { request, method, headers, path, route, parameters, execution, start, requestId };
}
