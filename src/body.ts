import { Problem } from './problem.ts';

/**
 * The JSON of a request. The body is counted while it is read, so that neither a wrong nor an absent Content-Length
 * lets more than `maximum` bytes in; what exceeds it is never read.
 * @throws {Problem} 415 unless it is `application/json` in UTF-8, not compressed; 413; 400 unless it is JSON
 */
export async function readJson(request: Request, maximum: number): Promise<unknown> {
  checkMediaType(request.headers);
  const text = await readText(request, maximum);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem('malformed-body', { detail: `The body is not JSON: ${(error as SyntaxError).message}.` });
  }
}

function checkMediaType(headers: Headers): void {
  const contentType = headers.get('content-type') ?? '';
  const [mediaType = '', ...parameters] = contentType.toLowerCase().split(';');
  const charset = parameters.find((parameter) => parameter.trim().startsWith('charset='));
  if (mediaType.trim() !== 'application/json') {
    throw new Problem('unsupported-media-type', { detail: 'Send the header content-type: application/json.' });
  }
  if (charset !== undefined && !/^\s*charset="?utf-8"?\s*$/.test(charset)) {
    throw new Problem('unsupported-media-type', { detail: 'Send the body in UTF-8, the encoding of JSON.' });
  }
  if ((headers.get('content-encoding') ?? 'identity') !== 'identity') {
    throw new Problem('unsupported-media-type', { detail: 'Send the body without a content-encoding.' });
  }
}

async function readText({ headers, body }: Request, maximum: number): Promise<string> {
  const tooLarge = new Problem('body-too-large', { detail: `The body may have ${maximum} bytes.` });
  if (Number(headers.get('content-length')) > maximum) throw tooLarge;
  const reader = body?.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
  let text = '';
  let bytes = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > maximum) {
      await reader.cancel();
      throw tooLarge;
    }
    text += decode(decoder, value);
  }
  return text + decode(decoder);
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new Problem('malformed-body', { detail: 'The body is not UTF-8.' });
  }
}
