import { PROBLEMS, type ProblemCode } from '../core/contract/problems.ts';
import type { Issue } from '../core/encode.ts';
import type { Answer } from './answer.ts';

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

/** A problem as a document of RFC 9457: what went wrong, and a page that says how to mend it. */
export function problemDocument({ code, status, message, options }: Problem) {
  return { type: `/problems/${code}`, title: PROBLEMS[code].title, status, detail: message, errors: options.errors };
}

/** A problem as `application/problem+json`, with the request's path and id. */
export function problemAnswer(problem: Problem, instance: string, requestId: string): Answer {
  const { errors, ...document } = problemDocument(problem);
  return {
    status: problem.status,
    headers: { ...problem.options.headers, 'content-type': 'application/problem+json' },
    body: JSON.stringify({ ...document, instance, request_id: requestId, errors }),
  };
}
