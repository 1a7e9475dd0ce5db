import { bodyTooLarge, compressedBody } from '../core/contract/problem-details.ts';
import { Problem } from './problem.ts';
import { createUtf8Decoder } from './utf8-decoder.ts';

export const JSON_TYPE = 'application/json';
/** A row per line. */
export const NDJSON_TYPE = 'application/x-ndjson';

/** The media type of uncompressed JSON or NDJSON in UTF-8. @throws {Problem} 415 for any other request */
export function mediaTypeOf(headers: Headers): typeof JSON_TYPE | typeof NDJSON_TYPE {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '').toLowerCase().split(';');
  const mediaType = type.trim();
  if (mediaType !== JSON_TYPE && mediaType !== NDJSON_TYPE) {
    throw new Problem('unsupported-media-type', { detail: `Send the header content-type: ${JSON_TYPE}.` });
  }
  const charsets = parameters.filter((parameter) => /^\s*charset\s*=/.test(parameter));
  if (!charsets.every((charset) => /=\s*"?utf-?8"?\s*$/.test(charset))) {
    throw new Problem('unsupported-media-type', { detail: 'Send the body in UTF-8, the encoding of JSON.' });
  }
  checkEncoding(headers);
  return mediaType;
}

/** Refuses a compressed body. @throws {Problem} 415 with the only `Accept-Encoding` */
export function checkEncoding(headers: Headers): void {
  if ((headers.get('content-encoding') ?? 'identity').toLowerCase() === 'identity') return;
  const accepted = { 'accept-encoding': 'identity' };
  throw new Problem('unsupported-media-type', { detail: compressedBody(), headers: accepted });
}

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

/** The beginning of rows as warehouses send them: `"calls":[[` or `"data":[[0,`. */
const POSITIONAL = /"(calls"\s*:\s*\[\s*\[|data"\s*:\s*\[\s*\[\s*\d+\s*,)/;

/**
 * The text, unless it was not UTF-8: decoders write U+FFFD for bytes that they cannot read. To send U+FFFD itself,
 * escape it. Telling the two cases apart would double the cost of reading. In the rows of a warehouse U+FFFD stays: a query
 * must not fail because one of its rows was damaged long ago.
 * @throws {Problem} 400
 */
export function checkUtf8(text: string, what: 'body' | 'line'): string {
  if (!text.includes('\ufffd') || POSITIONAL.test(text)) return text;
  const detail = `The ${what} is not UTF-8, or contains U+FFFD; write that character as \\ufffd.`;
  throw new Problem('malformed-body', { detail });
}

function tooLarge(maximum: number): Problem {
  return new Problem('body-too-large', { detail: bodyTooLarge(maximum) });
}

function endedEarly(cause: unknown): Problem {
  return new Problem('malformed-body', { detail: 'The body ended early.', cause });
}
