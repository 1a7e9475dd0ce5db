import type { CheckKey } from '../access/authenticate.ts';
import type { KeyRecord } from '../api-key.ts';
import type { Environment } from '../config/environment.ts';
import { tierRows } from '../core/contract/problem-details.ts';
import type { Answer } from '../http/answer.ts';
import { NDJSON_TYPE } from '../http/body.ts';
import { splitLines } from '../http/line-splitter.ts';
import { writeLine } from '../http/log.ts';
import { Problem, problemDocument } from '../http/problem.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { DetailsOf } from '../scoring/answer-details.ts';
import { createLineAnswers } from '../scoring/line-answers.ts';
import type { Variant } from '../scoring/registry.ts';

/**
 * Answers every line of a request with a line, in order and while they arrive. A row that is refused is answered by its
 * problem in its place; blank lines are skipped. Neither request nor answer is ever held as a whole, so only the length
 * of a line is limited, and the number of rows by the tier of the key. The key is checked again whenever rows arrive. Once
 * it is refused, or there are too many rows, a problem is the last line.
 * However the stream ends, one line of the log then says how many rows there were, and names the first unforeseen error;
 * `later` then has the counts for the numbers of the request.
 */
export function answerLines(
  context: RequestContext,
  { limits: { bodyBytes }, tiers }: Environment,
  { tier }: KeyRecord,
  variant: Variant,
  detailsOf: DetailsOf | undefined,
  checkKey: CheckKey,
): { answer: Answer; later: Promise<Record<string, number>> } {
  const { request, requestId, isLogged } = context;
  const { model, variant: name, digest } = variant.artifact;
  const encoder = new TextEncoder();
  const reader = request.body?.getReader();
  const lines = splitLines(bodyBytes);
  const { streamRows = Number.POSITIVE_INFINITY } = tiers.get(tier) ?? {};
  const answers = createLineAnswers(variant, { characters: bodyBytes, rows: streamRows }, detailsOf);
  const { promise: later, resolve } = Promise.withResolvers<Record<string, number>>();
  let ended = false;

  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        const { done = true, value } = (await reader?.read().catch(breakOff)) ?? {};
        if (ended) return;
        const refused = await keyRefusal();
        const text = refused ? '' : answers.to(done ? lines.end() : lines.take(value!));
        const last = refused ?? (answers.isFull() ? tooManyRows() : undefined);
        if (last) {
          controller.enqueue(encoder.encode(`${text}${JSON.stringify(problemDocument(last))}\n`));
          log(last.status, last.options.cause);
          controller.close();
          return reader?.cancel();
        }
        if (text !== '') controller.enqueue(encoder.encode(text));
        if (done) {
          log();
          return controller.close();
        }
        if (text !== '') return;
      }
    },
    async cancel(reason) {
      log();
      await reader?.cancel(reason);
    },
  });
  return { answer: { status: 200, headers: { 'content-type': NDJSON_TYPE, 'x-model-digest': digest }, body }, later };

  /** Why the key is no longer valid, or undefined while it is. */
  async function keyRefusal(): Promise<Problem | undefined> {
    try {
      await checkKey(context);
      return undefined;
    } catch (error) {
      return error instanceof Problem ? error : new Problem('internal', { cause: error });
    }
  }

  function tooManyRows(): Problem {
    return new Problem('invalid-input', { detail: tierRows(tier, streamRows, 'a stream') });
  }

  function breakOff(error: unknown): never {
    log(undefined, error);
    throw error;
  }

  /** Logs the end of the stream, once: a caller may leave while a row is awaited. */
  function log(status?: number, cause?: unknown): void {
    if (ended) return;
    ended = true;
    const { rows, refused, tenths, error = cause && String(cause) } = answers.counts;
    resolve({ rows, refused_rows: refused, ...tenths });
    if (isLogged || refused > 0 || status !== undefined || error)
      writeLine({ event: 'stream', request_id: requestId, model, variant: name, rows, refused, status, error });
  }
}
