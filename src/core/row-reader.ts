import type { RowEncoder } from './encode.ts';
import { utf8 } from './encode-utf8.ts';
import type { Field } from './field.ts';
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  type Cursor,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SPACE,
  skipSpace,
  take,
} from './json-cursor.ts';
import { readCategory, readNumber, takeNull, type WrittenField } from './read-value.ts';
import { compileWordTable, findWord, hashByte, standsAt, type WordTable } from './word-table.ts';

/** Rows as cells, one row after the other, a cell per field; `cells` may have room for more rows. */
export interface ReadRows {
  cells: Float64Array;
  count: number;
  /** Whether the rows came in `{ "instances": […] }`. */
  batch: boolean;
}

/**
 * Reads the rows of a JSON text in UTF-8 straight into cells; `bytes[length]` must be 0. Returns undefined for anything
 * unusual or invalid, which then goes through `JSON.parse` and `encodeRow`. Both paths give the same result for input
 * that both accept. Without this one, a batch of 100 rows takes 58 % more CPU under Node and 22 % more on workerd.
 */
export type RowReader = (bytes: Uint8Array, length: number, mostRows: number) => ReadRows | undefined;

/** What a row is read with. */
interface Written {
  fields: readonly WrittenField[];
  /** The names of the fields, in quotes. */
  names: WordTable;
  /** The row that a field was last seen in, to find members that occur twice. */
  seenIn: Int32Array;
}

/** Prepares the reader of a model's rows. It reads nothing for a model with a field named `instances`. */
export function compileRowReader({ fields }: RowEncoder): RowReader {
  const written: Written = {
    fields: fields.map(({ field, cell, missing }): WrittenField => {
      const words = isText(field) ? compileWordTable(field.type === 'category' ? field.vocabulary : []) : undefined;
      return { cell, missing, words };
    }),
    names: compileWordTable(fields.map(({ field }) => JSON.stringify(field.name))),
    seenIn: new Int32Array(fields.length),
  };
  const hasInstances = fields.some(({ field }) => field.name === 'instances');
  const cursor: Cursor = { bytes: NOTHING, at: 0 };

  return (bytes, length, mostRows) => {
    if (hasInstances) return undefined;
    cursor.bytes = bytes;
    cursor.at = 0;
    written.seenIn.fill(-1);
    const rows = readDocument(cursor, written, mostRows);
    const isWhole = skipSpace(cursor) === 0 && cursor.at === length;
    cursor.bytes = NOTHING;
    return isWhole ? rows : undefined;
  };
}

/** Whether values are texts: those of a timestamp are known by no table of words. */
function isText({ type }: Field): boolean {
  return type === 'category' || type === 'timestamp';
}

function readDocument(cursor: Cursor, written: Written, mostRows: number) {
  const width = written.fields.length;
  if (skipSpace(cursor) !== OPEN_BRACE) return undefined;
  const begin = cursor.at++;
  skipSpace(cursor);
  if (!standsAt(INSTANCES, cursor.bytes, cursor.at)) {
    cursor.at = begin;
    const cells = new Float64Array(width);
    return readRow(cursor, written, cells, 0) ? { cells, count: 1, batch: false } : undefined;
  }
  cursor.at += INSTANCES.length;
  if (!take(cursor, COLON) || !take(cursor, OPEN_BRACKET)) return undefined;
  let cells = new Float64Array(FIRST_ROWS * width);
  for (let count = 0; count < mostRows; ) {
    if ((count + 1) * width > cells.length) cells = enlarge(cells);
    if (!readRow(cursor, written, cells, count)) return undefined;
    count++;
    if (take(cursor, COMMA)) continue;
    return take(cursor, CLOSE_BRACKET) && take(cursor, CLOSE_BRACE) ? { cells, count, batch: true } : undefined;
  }
  return undefined;
}

/** Reads a row that has every field at most once, in any order, and all that may not be missing; returns false for any other row. */
function readRow(cursor: Cursor, written: Written, cells: Float64Array, row: number): boolean {
  const { fields, names, seenIn } = written;
  const width = fields.length;
  if (!take(cursor, OPEN_BRACE)) return false;
  let expected = 0;
  for (let member = 0; member < width; member++) {
    if (member > 0 && !take(cursor, COMMA)) return endEarly(cursor, written, cells, row);
    skipSpace(cursor);
    const f = findField(cursor, names, expected);
    if (f < 0) return member === 0 && endEarly(cursor, written, cells, row);
    if (seenIn[f] === row) return false;
    seenIn[f] = row;
    cursor.at += names.words[f]!.length;
    if (!take(cursor, COLON)) return false;
    skipSpace(cursor);
    const { words, cell, missing } = fields[f]!;
    const begin = cursor.at;
    let value = words === undefined ? readNumber(cursor, cell) : readCategory(cursor, words, cell);
    if (Number.isNaN(value)) {
      if (cursor.at !== begin || !takeNull(cursor) || Number.isNaN(missing)) return false;
      value = missing;
    }
    cells[row * width + f] = value;
    expected = f + 1 < width ? f + 1 : 0;
  }
  return take(cursor, CLOSE_BRACE);
}

/** Ends a row that lacks fields: writes their cells; returns false if one of them may not be missing. */
function endEarly(cursor: Cursor, { fields, seenIn }: Written, cells: Float64Array, row: number): boolean {
  if (!take(cursor, CLOSE_BRACE)) return false;
  for (let f = 0; f < fields.length; f++) {
    if (seenIn[f] === row) continue;
    const { missing } = fields[f]!;
    if (Number.isNaN(missing)) return false;
    cells[row * fields.length + f] = missing;
  }
  return true;
}

/** The field with the name at this place, or −1. Most rows have the fields in the order of the model. */
function findField({ bytes, at }: Cursor, names: WordTable, expected: number): number {
  if (standsAt(names.words[expected]!, bytes, at)) return expected;
  if (bytes[at] !== QUOTE) return -1;
  let hash = hashByte(0, QUOTE);
  for (let end = at + 1; bytes[end]! >= SPACE; end++) {
    hash = hashByte(hash, bytes[end]!);
    if (bytes[end] === QUOTE) return findWord(names, bytes, at, end + 1, hash);
    if (bytes[end] === BACKSLASH && bytes[end + 1]! >= SPACE) hash = hashByte(hash, bytes[++end]!);
  }
  return -1;
}

function enlarge(cells: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * cells.length);
  larger.set(cells);
  return larger;
}

/** Room for this many rows at the start of a batch. */
const FIRST_ROWS = 16;
const NOTHING = new Uint8Array();
const INSTANCES = utf8('"instances"')!;
