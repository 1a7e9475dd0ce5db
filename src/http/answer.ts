import type { RequestContext } from './request-context.ts';

/** What a handler answers. It becomes a Response in one go, with the headers that all answers have. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | ReadableStream | null;
}

/** A value as JSON. */
export function json(value: unknown, headers: Readonly<Record<string, string>> = {}, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

/** Answers are for one caller and for now: no cache keeps them, pages apart; no browser guesses their type. */
export function toResponse({ method, requestId }: RequestContext, { status, headers, body }: Answer): Response {
  return new Response(method === 'HEAD' ? null : body, {
    status,
    headers: {
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
      'x-request-id': requestId,
    },
  });
}
