import { Problem } from './problem.ts';
import { checkUtf8, createUtf8Decoder } from './utf8-decoder.ts';

/** Refuses a body that is not JSON in UTF-8. @throws {Problem} 415 for any other media type, charset or a compressed body */
export function checkMediaType(contentType: string, headers: Headers): void {
  if (contentType !== 'application/json') {
    const [mediaType = ''] = contentType.split(';', 1);
    if (mediaType.trim().toLowerCase() !== 'application/json') {
      throw new Problem('unsupported-media-type', { detail: 'Send the header content-type: application/json.' });
    }
    checkCharset(contentType);
  }
  checkEncoding(headers);
}

/** Refuses a media type that names another charset than UTF-8. @throws {Problem} 415 */
export function checkCharset(contentType: string): void {
  const [, ...parameters] = contentType.toLowerCase().split(';');
  const charsets = parameters.filter((parameter) => /^\s*charset\s*=/.test(parameter));
  if (charsets.every((charset) => /=\s*"?utf-8"?\s*$/.test(charset))) return;
  throw new Problem('unsupported-media-type', { detail: 'Send the body in UTF-8, the encoding of JSON.' });
}

/** Refuses a compressed body. @throws {Problem} 415 telling that none is taken */
export function checkEncoding(headers: Headers): void {
  if ((headers.get('content-encoding') ?? 'identity').toLowerCase() === 'identity') return;
  const detail = 'Send the body without a content-encoding.';
  throw new Problem('unsupported-media-type', { detail, headers: { 'accept-encoding': 'identity' } });
}

/**
 * The text of a request. The body is counted while it is read, so that neither a wrong nor an absent Content-Length lets
 * more than `maximum` bytes in; what exceeds it is never read. One byte order mark is skipped, as RFC 8259 allows.
 * @throws {Problem} 413; 400 when it is not UTF-8 or ends early
 */
export function readText(request: Request, maximum: number): Promise<string> {
  const announced = request.headers.get('content-length');
  if (announced === null) return readChunks(request, maximum);
  if (Number(announced) > maximum) throw tooLarge(maximum);
  return readWhole(request, maximum);
}

/** A body of an announced length in one go, at half the price: HTTP ends it there, however much the caller sends. */
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

function tooLarge(maximum: number): Problem {
  return new Problem('body-too-large', { detail: `The body may have ${maximum} bytes.` });
}

function endedEarly(cause: unknown): Problem {
  return new Problem('malformed-body', { detail: 'The body ended early.', cause });
}
