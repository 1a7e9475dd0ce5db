import type { Environment } from '../config/environment.ts';
import type { Answer } from '../http/answer.ts';
import { checkCharset, checkEncoding } from '../http/body.ts';
import { splitLines } from '../http/line-splitter.ts';
import { writeLine } from '../http/log.ts';
import { Problem, problemDocument } from '../http/problem.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { DetailsOf } from '../scoring/answer-details.ts';
import { createLineAnswers } from '../scoring/line-answers.ts';
import type { Variant } from '../scoring/registry.ts';

const MEDIA_TYPE = 'application/x-ndjson';

/** Whether a request of this media type sends a row per line rather than one JSON document. */
export function isNdjson(contentType: string): boolean {
  if (contentType === 'application/json') return false;
  const [mediaType = ''] = contentType.split(';');
  return mediaType.trim().toLowerCase() === MEDIA_TYPE;
}

/**
 * Answers every line of a request with a line, in order and while they arrive; a row that is refused is answered by
 * its problem in its place. Blank lines are skipped. Neither request nor answer is ever held as a whole, so there is
 * no limit to them, only to a line. The key is checked again whenever rows arrive: once it is refused, its problem is
 * the last line. How many rows there were is logged at the end, however it comes, with the first error that was
 * unforeseen.
 * @throws {Problem} 415 for another charset than UTF-8 or a compressed body
 */
export function answerLines(
  call: RequestContext,
  { bodyBytes }: Environment['limits'],
  variant: Variant,
  detailsOf: DetailsOf | undefined,
): Answer {
  const { request, requestId } = call;
  checkCharset(request.headers.get('content-type') ?? '');
  checkEncoding(request.headers);
  const { model, variant: name, digest } = variant.artifact;
  const encoder = new TextEncoder();
  const reader = request.body?.getReader();
  const lines = splitLines(bodyBytes);
  const answers = createLineAnswers(variant, bodyBytes, detailsOf);
  let ended = false;

  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        const { done = true, value } = (await reader?.read().catch(breakOff)) ?? {};
        if (ended) return;
        const refused = await refusalOf(call);
        if (refused) {
          controller.enqueue(encoder.encode(`${JSON.stringify(problemDocument(refused))}\n`));
          log(refused.status, refused.options.cause);
          controller.close();
          return reader?.cancel();
        }
        const text = answers.to(done ? lines.end() : lines.take(value!));
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
  return { status: 200, headers: { 'content-type': MEDIA_TYPE, 'x-model-digest': digest }, body };

  function breakOff(error: unknown): never {
    log(undefined, error);
    throw error;
  }

  /** Logs the end of the stream, once: a caller may leave while a row is awaited. */
  function log(status?: number, cause?: unknown): void {
    if (ended) return;
    ended = true;
    const { rows, refused, error = cause && String(cause) } = answers.counts;
    writeLine({ event: 'stream', request_id: requestId, model, variant: name, rows, refused, status, error });
  }
}

/** Why the key of a call is no longer good. */
async function refusalOf(call: RequestContext): Promise<Problem | undefined> {
  try {
    await call.recheckKey?.(call);
    return undefined;
  } catch (error) {
    return error instanceof Problem ? error : new Problem('internal', { cause: error });
  }
}
