import { Problem } from './problem.ts';

/**
 * Decodes UTF-8 that arrives in chunks, to be called without one at the end. One byte order mark at the start is
 * skipped; what is not UTF-8 becomes U+FFFD.
 */
export function createUtf8Decoder(): (chunk?: Uint8Array) => string {
  // Left to itself, workerd's decoder drops a byte order mark at the start of a later chunk, too.
  const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });
  let started = false;
  return function decode(chunk) {
    const text = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    if (started || text === '') return text;
    started = true;
    return text.startsWith('\ufeff') ? text.slice(1) : text;
  };
}

/**
 * The text, unless it was not UTF-8: decoders put U+FFFD where they cannot read on. Who means that very character can
 * escape it; to tell the two apart would double the price of reading.
 * @throws {Problem} 400
 */
export function checkUtf8(text: string, what: 'body' | 'line'): string {
  if (!text.includes('\ufffd')) return text;
  const detail = `The ${what} is not UTF-8, or holds U+FFFD; write it as \\ufffd.`;
  throw new Problem('malformed-body', { detail });
}
