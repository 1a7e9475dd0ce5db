import type { RequestContext } from './request-context.ts';

/** The answer of a handler. `toResponse` adds the headers that all answers share. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | ReadableStream | null;
}

/** What the log line of a request says about its answer. */
export interface Facts {
  model?: string;
  variant?: string;
  rows?: number;
  /** How many of the rows are refused, where that does not refuse the request. */
  refused?: number;
  digest?: string;
  /** How many values counted as another one, with a warning. */
  substituted?: number;
  logits?: Float64Array;
  /** What the log says about the rows of a request in the drift sample. */
  coded?: { codes: number[][]; probabilities: number[] };
  /** What is known only after the answer: columns of the point of the request. */
  later?: Promise<Record<string, number>>;
}

/** What a handler returns: an answer, or the error that the caller gets instead; and facts for the log line. */
export type Outcome = ({ answer: Answer } | { error: unknown }) & { facts?: Facts };

/** A value as JSON. */
export function json(value: unknown, headers: Readonly<Record<string, string>> = {}, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

/**
 * The response: unless an answer says otherwise, no cache stores it; no browser guesses its type.
 * @param shared headers of every answer of this environment
 */
export function toResponse(
  { method, requestId }: RequestContext,
  { status, headers, body }: Answer,
  shared: Readonly<Record<string, string>>,
): Response {
  return new Response(method === 'HEAD' ? null : body, {
    status,
    headers: {
      ...shared,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
      'x-request-id': requestId,
    },
  });
}
