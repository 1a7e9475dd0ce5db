import type { Answer } from './answer.ts';
import { checkEncoding } from './body.ts';
import type { Call } from './call.ts';
import { logit, prediction } from './core/score.ts';
import type { DetailsOf } from './details.ts';
import type { Environment } from './environment.ts';
import { type Line, splitLines, TOO_LONG } from './lines.ts';
import { writeLine } from './log.ts';
import { Problem, problemDocument } from './problem.ts';
import type { Variant } from './registry.ts';
import { readRows } from './rows.ts';

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
 * no limit to them, only to a line. How many rows there were is logged at the end, or when the caller leaves, with the
 * first error that was unforeseen.
 * @throws {Problem} 415 for a compressed body
 */
export function answerLines(
  { request, requestId }: Call,
  { bodyBytes }: Environment['limits'],
  variant: Variant,
  detailsOf: DetailsOf | undefined,
): Answer {
  checkEncoding(request.headers);
  const { model, variant: name, digest } = variant.artifact;
  const encoder = new TextEncoder();
  const counts = { rows: 0, refused: 0 };
  let unforeseen: unknown;
  const reader = request.body?.getReader();
  const lines = splitLines(bodyBytes);

  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        const { done = true, value } = (await reader?.read()) ?? {};
        const text = answers(done ? lines.end() : lines.take(value!));
        if (text !== '') controller.enqueue(encoder.encode(text));
        if (done) break;
        if (text !== '') return;
      }
      log();
      controller.close();
    },
    async cancel(reason) {
      log();
      await reader?.cancel(reason);
    },
  });
  return { status: 200, headers: { 'content-type': MEDIA_TYPE, 'x-model-digest': digest }, body };

  function log(): void {
    const error = unforeseen === undefined ? undefined : String(unforeseen);
    writeLine({ event: 'stream', request_id: requestId, model, variant: name, ...counts, error });
  }

  function answers(lines: readonly Line[]): string {
    let text = '';
    for (const line of lines) {
      if (line === TOO_LONG || line.trim() !== '') text += `${JSON.stringify(answer(line))}\n`;
    }
    return text;
  }

  function answer(line: Line): object {
    counts.rows++;
    try {
      if (line === TOO_LONG)
        throw new Problem('body-too-large', { detail: `A line may have ${bodyBytes} characters.` });
      return answerRow(variant, line, detailsOf);
    } catch (error) {
      counts.refused++;
      if (error instanceof Problem) return problemDocument(error);
      unforeseen ??= error;
      return problemDocument(new Problem('internal'));
    }
  }
}

function answerRow({ contract, reader, scorer }: Variant, line: string, detailsOf: DetailsOf | undefined): object {
  // What is not UTF-8 has been decoded to U+FFFD.
  if (line.includes('\uFFFD')) throw new Problem('malformed-body', { detail: 'The line is not UTF-8.' });
  const { cells, warnings, batch } = readRows({ contract, reader }, line, 1);
  if (batch) throw new Problem('invalid-input', { detail: 'A line holds a row, not a batch.' });
  const scored = logit(scorer, cells);
  return {
    prediction: prediction(scored),
    ...(warnings.length > 0 && { warnings }),
    ...detailsOf?.(cells, scored),
  };
}
