import { PROBLEMS, type ProblemCode } from '../core/contract/problems.ts';
import type { Issue } from '../core/encode.ts';
import type { Answer } from './answer.ts';

export interface ProblemOptions {
  /** One sentence for the caller about this case; the title when absent. */
  detail?: string;
  /** What is wrong with individual values of the body. */
  errors?: readonly Issue[];
  headers?: Record<string, string>;
  /** The detail once more, for callers that know no problem documents. */
  errorMessage?: string;
  /** The error behind the problem: logged, never sent. */
  cause?: unknown;
}

/** An error that the caller gets as the answer. Any step of a request may throw one. */
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

/** A problem as a document of RFC 9457: what went wrong, and the page that says how to fix it. */
export function problemDocument({ code, status, message, options }: Problem) {
  return { type: `/problems/${code}`, title: PROBLEMS[code].title, status, detail: message, errors: options.errors };
}

/** Characters that URLs keep in a path, but RFC 3986 does not allow there. */
const NOT_IN_PATHS = /[[\]|^]/g;

/** A problem as `application/problem+json`, with the path as the request has it (a URI reference), and the request's id. */
export function problemAnswer(problem: Problem, { url }: Request, requestId: string): Answer {
  const { errors, ...document } = problemDocument(problem);
  return {
    status: problem.status,
    headers: { ...problem.options.headers, 'content-type': 'application/problem+json' },
    body: JSON.stringify({
      ...document,
      instance: new URL(url).pathname.replace(NOT_IN_PATHS, encodeURIComponent),
      request_id: requestId,
      errors,
      errorMessage: problem.options.errorMessage,
    }),
  };
}
