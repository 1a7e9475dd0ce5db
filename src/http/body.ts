import { bodyTooLarge } from '../core/contract/problem-details.ts';
import { Problem } from './problem.ts';
import { createUtf8Decoder } from './utf8-decoder.ts';

/**
 * The text of a request. Neither a wrong nor a missing Content-Length lets more than `maximum` bytes in: without one,
 * the body is counted while it is read. One byte order mark is skipped, as RFC 8259 allows.
 * @throws {Problem} 413; 400 when the body is not UTF-8 or ends early
 */
export function readText(request: Request, maximum: number): Promise<string> {
  const announced = request.headers.get('content-length');
  if (announced === null) return readChunks(request, maximum);
  if (Number(announced) > maximum) throw tooLarge(maximum);
  return readWhole(request, maximum);
}

/** Reads a body of an announced length at once, at half the cost. HTTP ends the body at this length. */
async function readWhole(request: Request, maximum: number): Promise<string> {
  let text: string;
  try {
    text = await request.text();
  } catch (cause) {
    throw endedEarly(cause);
  }
  if (text.length > maximum) throw tooLarge(maximum);
  return checkUtf8(text, 'body');
}

async function readChunks({ body }: Request, maximum: number): Promise<string> {
  const reader = body?.getReader();
  const decode = createUtf8Decoder();
  let text = '';
  let bytes = 0;
  while (reader) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw endedEarly(cause);
    });
    if (done) break;
    bytes += value.byteLength;
    if (bytes > maximum) {
      await reader.cancel();
      throw tooLarge(maximum);
    }
    text += decode(value);
  }
  return checkUtf8(text + decode(), 'body');
}

/**
 * The text, unless it was not UTF-8: decoders write U+FFFD for bytes that they cannot read. To send U+FFFD itself,
 * escape it. Telling the two cases apart would double the cost of reading.
 * @throws {Problem} 400
 */
export function checkUtf8(text: string, what: 'body' | 'line'): string {
  if (!text.includes('\ufffd')) return text;
  const detail = `The ${what} is not UTF-8, or contains U+FFFD; write that character as \\ufffd.`;
  throw new Problem('malformed-body', { detail });
}

function tooLarge(maximum: number): Problem {
  return new Problem('body-too-large', { detail: bodyTooLarge(maximum) });
}

function endedEarly(cause: unknown): Problem {
  return new Problem('malformed-body', { detail: 'The body ended early.', cause });
}
