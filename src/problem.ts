import type { Issue } from './core/encode.ts';

/** Everything that can go wrong, as callers see it. A code without a status cannot be thrown. */
const PROBLEMS = {
  'malformed-body': { status: 400, title: 'The body is not JSON' },
  unauthorized: { status: 401, title: 'A valid API key is required' },
  forbidden: { status: 403, title: 'The API key is not allowed to ask this model' },
  'unknown-path': { status: 404, title: 'There is nothing at this path' },
  'unknown-model': { status: 404, title: 'There is no such model' },
  'unknown-variant': { status: 404, title: 'The model has no such variant' },
  'method-not-allowed': { status: 405, title: 'The path does not take this method' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'invalid-input': { status: 422, title: 'The input is not what the model takes' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'header-too-long': { status: 431, title: 'A header is too long' },
  internal: { status: 500, title: 'Something went wrong' },
  'keys-unavailable': { status: 503, title: 'API keys cannot be checked at the moment' },
  'not-ready': { status: 503, title: 'A model does not reproduce its examples' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface ProblemOptions {
  /** One sentence for the caller about this occurrence; the title when absent. */
  detail?: string;
  /** What is wrong with single values of the body. */
  errors?: readonly Issue[];
  headers?: Record<string, string>;
  /** What really happened: logged, never sent. */
  cause?: unknown;
}

/** An answer other than the one asked for; thrown anywhere in a request and sent by the application. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly options: ProblemOptions;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(options.detail ?? PROBLEMS[code].title, { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.status = PROBLEMS[code].status;
    this.options = options;
  }
}

/** A problem as `application/problem+json` (RFC 9457), with the request's path and id. */
export function problemResponse(problem: Problem, instance: string, requestId: string): Response {
  const { code, status, message, options } = problem;
  const document = {
    type: `/problems/${code}`,
    title: PROBLEMS[code].title,
    status,
    detail: message,
    instance,
    request_id: requestId,
    errors: options.errors,
  };
  return new Response(JSON.stringify(document), {
    status,
    headers: { ...options.headers, 'content-type': 'application/problem+json' },
  });
}
