/**
 * A computation over rows that may be elsewhere. It yields every question to the rows, and every stage whose result is worth
 * keeping. `now` runs it with rows in memory, `later` with rows in a database: one solver serves both.
 */
export type Steps<T> = Generator<Request, T, unknown>;

type Request = { ask: () => unknown } | { stage: () => Steps<unknown> };

/** An answer of rows: at once if they are in memory, later if they are elsewhere. */
export type Answer<T> = T | Promise<T>;

/** Asks the rows. */
export function* ask<T>(question: () => Answer<T>): Steps<T> {
  return (yield { ask: question }) as T;
}

/**
 * A part of a computation whose result is kept where there is a journal, so that nobody has to compute it again. The result
 * is JSON, or a Float64Array, or an object of these.
 */
export function* stage<T>(part: () => Steps<T>): Steps<T> {
  return (yield { stage: part }) as T;
}

/** The result of a computation over rows in memory. */
export function now<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (!step.done) {
    const request = step.value;
    step = steps.next('ask' in request ? request.ask() : now(request.stage()));
  }
  return step.value;
}

/** What has been computed so far, to go on from after an interruption. */
export interface Journal {
  /** The result of the next stage, if it was kept; else runs it and keeps the result. */
  keep<T>(run: () => Promise<T>): Promise<T>;
}

/** The result of a computation over rows elsewhere. */
export async function later<T>(steps: Steps<T>, journal: Journal): Promise<T> {
  let step = steps.next();
  while (!step.done) {
    const request = step.value;
    const answer = 'ask' in request ? await request.ask() : await journal.keep(() => later(request.stage(), journal));
    step = steps.next(answer);
  }
  return step.value;
}
