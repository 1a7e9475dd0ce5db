import { compressedBody } from '../core/contract/problem-details.ts';
import { Problem } from './problem.ts';

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
  if (!charsets.every((charset) => /=\s*"?utf-8"?\s*$/.test(charset))) {
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
