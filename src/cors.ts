import type { Answer } from './answer.ts';

const PREFLIGHT = {
  'access-control-allow-methods': 'GET,HEAD,POST',
  'access-control-allow-headers': 'content-type,x-api-key,x-request-id,x-subject',
  'access-control-max-age': '86400',
  vary: 'Origin, Access-Control-Request-Headers',
};

const ANSWER = {
  'access-control-expose-headers': 'x-request-id,x-model-digest,retry-after,ratelimit-policy',
  vary: 'Origin',
};

/** Headers that let a page of these origins read an answer. */
export function corsHeaders(origins: readonly string[], { headers }: Request): Record<string, string> {
  const origin = headers.get('origin') ?? '';
  return origins.includes(origin) ? { ...ANSWER, 'access-control-allow-origin': origin } : ANSWER;
}

/** The answer to what a browser asks before it calls the API from a page. */
export function preflight(): Answer {
  return { status: 204, headers: PREFLIGHT, body: null };
}
