const END = 0x06054b50;
const END_LENGTH = 22;
const ENTRY = 0x02014b50;
const ENTRY_LENGTH = 46;

/**
 * The CRC-32 of every entry of a zip archive, as its central directory states it (APPNOTE 6.3, section 4.3.12), by name.
 * The library that unpacks does not compare them. Stops at the first entry that is damaged.
 */
export function checksums(bytes: Uint8Array): Map<string, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<string, number>();
  let end = bytes.length - END_LENGTH;
  while (end >= 0 && view.getUint32(end, true) !== END) end--;
  if (end < 0) return found;
  let at = view.getUint32(end + 16, true);
  while (at + ENTRY_LENGTH <= end && view.getUint32(at, true) === ENTRY) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    const begin = at + ENTRY_LENGTH;
    found.set(Buffer.from(bytes.subarray(begin, begin + name)).toString('latin1'), view.getUint32(at + 16, true));
    at = begin + name + extra + comment;
  }
  return found;
}
