/** A place in the text. */
export interface Cursor {
  bytes: Uint8Array;
  at: number;
}

/** Skips white space, then the given byte; returns false if another byte comes next. */
export function take(cursor: Cursor, byte: number): boolean {
  if (skipSpace(cursor) !== byte) return false;
  cursor.at++;
  return true;
}

/** Skips white space as RFC 8259 defines it; returns the byte after it, which is not skipped. */
export function skipSpace(cursor: Cursor): number {
  const { bytes } = cursor;
  let byte = bytes[cursor.at]!;
  while (byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = bytes[++cursor.at]!;
  return byte;
}

export const SPACE = 0x20;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
