import { LONGEST_FOLDED } from './category.ts';
import type { EncodedField } from './encode.ts';
import { utf8 } from './encode-utf8.ts';
import { BACKSLASH, type Cursor, QUOTE, SPACE } from './json-cursor.ts';
import { findWord, hashByte, standsAt, type WordTable } from './word-table.ts';

/** A field as texts contain it: `words` are its categories. */
export interface WrittenField {
  cell: EncodedField['cell'];
  missing: number;
  words: WordTable | undefined;
}

/** Skips the word null; returns false if another comes next. */
export function takeNull(cursor: Cursor): boolean {
  if (!standsAt(NULL, cursor.bytes, cursor.at)) return false;
  cursor.at += NULL.length;
  return true;
}

/** The cell of a category; NaN if the category is unknown or contains escapes. */
export function readCategory(cursor: Cursor, words: WordTable, cell: EncodedField['cell']): number {
  const { bytes } = cursor;
  if (bytes[cursor.at] !== QUOTE) return Number.NaN;
  const begin = cursor.at + 1;
  let end = begin;
  let hash = 0;
  let all = 0;
  for (let byte = bytes[end]!; byte !== QUOTE; byte = bytes[++end]!) {
    if (byte < SPACE || byte === BACKSLASH) return Number.NaN;
    hash = hashByte(hash, byte);
    all |= byte;
  }
  cursor.at = end + 1;
  const position = findWord(words, bytes, begin, end, hash);
  if (position >= 0) return position;
  // Another spelling, or an unknown category. Bytes from 0x80 on would need decoding.
  if (all >= 0x80 || end - begin > LONGEST_FOLDED) return Number.NaN;
  return cell(asciiText(bytes, begin, end));
}

/** The cell of a number; NaN if it is not a number, or not a value of the field. */
export function readNumber(cursor: Cursor, cell: EncodedField['cell']): number {
  const { bytes } = cursor;
  const begin = cursor.at;
  const isNegative = bytes[begin] === MINUS;
  const first = isNegative ? begin + 1 : begin;
  let end = first;
  let integer = 0;
  for (let digit = bytes[end]! - ZERO; digit >= 0 && digit <= 9; digit = bytes[++end]! - ZERO) {
    integer = integer * 10 + digit;
  }
  const digits = end - first;
  const next = bytes[end]!;
  const isPlain = next !== POINT && (next | LOWER_CASE) !== LETTER_E;
  if (isPlain && digits > 0 && digits <= MOST_DIGITS && (digits === 1 || bytes[first] !== ZERO)) {
    cursor.at = end;
    return cell(isNegative ? -integer : integer);
  }
  const [text = ''] = NUMBER.exec(asciiText(bytes, begin, begin + LONGEST_NUMBER + 1)) ?? [];
  if (text === '' || text.length > LONGEST_NUMBER) return Number.NaN;
  cursor.at = begin + text.length;
  return cell(Number(text));
}

/** A short text of bytes below 0x80. `apply` takes the array as it is; spreading it takes five times as long. */
function asciiText(bytes: Uint8Array, begin: number, end: number): string {
  return String.fromCharCode.apply(null, bytes.subarray(begin, end) as unknown as number[]);
}

/** A double represents all integers of so many digits exactly. */
const MOST_DIGITS = 15;
/** Longer numbers are left to JSON.parse. */
const LONGEST_NUMBER = 64;
/** A number at the beginning of a text: RFC 8259, section 6. What follows it is checked by the caller. */
export const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?/i;
const NULL = utf8('null')!;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const LETTER_E = 0x65;
const LOWER_CASE = 0x20;
