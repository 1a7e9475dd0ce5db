/**
 * Decodes UTF-8 that arrives in chunks; call the decoder without a chunk at the end. One byte order mark at the start is
 * skipped. Bytes that are not UTF-8 become U+FFFD.
 */
export function createUtf8Decoder(): (chunk?: Uint8Array) => string {
  // With ignoreBOM: false, workerd's decoder would also drop a byte order mark at the start of a later chunk.
  const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });
  let started = false;
  return function decode(chunk) {
    const text = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    if (started || text === '') return text;
    started = true;
    return text.startsWith('\ufeff') ? text.slice(1) : text;
  };
}
