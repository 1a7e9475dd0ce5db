import { invalidValues } from '../core/contract/problem-details.ts';
import { encodeRow, type Issue, type RowEncoder } from '../core/encode.ts';
import { jsonPointer } from '../core/json-pointer.ts';
import type { ReadRows, RowReader } from '../core/row-reader.ts';
import { Problem } from '../http/problem.ts';
import { parseJson } from '../http/strict-json.ts';
import { foreignShape } from './foreign-shape.ts';
import { type PositionalRows, positionalRows } from './positional-rows.ts';

/** How many errors, and how many warnings, an answer lists. */
export const MOST_ISSUES = 100;
/** How many errors are searched for: one more than are listed, to know whether there are more. */
const MOST_FOUND = MOST_ISSUES + 1;

/** The rows of a request, encoded. */
export interface EncodedRows extends ReadRows {
  warnings: readonly Issue[];
  /** For rows as a warehouse sends them. */
  positional?: PositionalRows;
}

/** The two ways to read the rows of a model: objects, or JSON text directly. */
interface Readers {
  encoder: RowEncoder;
  reader: RowReader;
}

/** Encodes the JSON text of a request: directly if it is plain and valid, else by `parseJson` and `encodeRows`. */
export function readRows({ encoder, reader }: Readers, text: string, mostRows: number): EncodedRows {
  const bytes = 3 * text.length < BUFFER.length ? BUFFER : new Uint8Array(3 * text.length + 1);
  const { written } = ENCODER.encodeInto(text, bytes);
  bytes[written] = 0;
  const read = reader(bytes, written, mostRows);
  return read ? { ...read, warnings: NONE } : encodeRows(encoder, parseJson(text), mostRows);
}

const ENCODER = new TextEncoder();
/** Scratch space for the text of some hundred rows, overwritten by every request. */
const BUFFER = new Uint8Array(2 ** 16);
const NONE: readonly Issue[] = Object.freeze([]);

/**
 * Encodes the body of a request: a row, or `{ "instances": [row, …] }`. The member `instances` makes a batch even if
 * the model has a field of this name. One bad row refuses the batch, unless it came from a warehouse.
 * @throws {Problem} 422 with a pointer to every wrong value. After MOST_ISSUES errors the other rows are not checked, so
 * that a batch full of errors costs no more than a valid one
 */
export function encodeRows(encoder: RowEncoder, body: unknown, mostRows: number): EncodedRows {
  if (!isObject(body) || !('instances' in body)) {
    const positional = positionalRows(encoder, body, mostRows, refuse);
    if (positional) return { ...positional, positional, batch: true, warnings: NONE };
    refuseForeign(encoder, body);
    if (!isObject(body)) refuse('', NO_OBJECT);
    return { ...encodeAll(encoder, [body], () => ''), batch: false };
  }
  return { ...encodeAll(encoder, instances(body, mostRows), (row) => `/instances/${row}`), batch: true };
}

function refuseForeign({ fields }: RowEncoder, body: unknown): void {
  const foreign = foreignShape(
    body,
    fields.map(({ field }) => field.name),
  );
  if (foreign) refuse(foreign.member && `/${foreign.member}`, foreign.detail);
}

function refuse(pointer: string, detail: string): never {
  throw refusal([{ pointer, detail }]);
}

const NO_OBJECT = 'expected a JSON object with a member per field';
const NOT_A_ROW = { errors: [{ pointer: '', detail: NO_OBJECT }], warnings: [] };

function instances(body: { instances: unknown }, mostRows: number): unknown[] {
  const { instances } = body;
  const pointer = '/instances';
  const others = Object.keys(body).filter((member) => member !== 'instances');
  if (others.length > 0) {
    const detail = 'a batch has only the member instances';
    throw refusal(others.slice(0, MOST_FOUND).map((member) => ({ pointer: jsonPointer(member), detail })));
  }
  if (!Array.isArray(instances)) refuse(pointer, 'expected an array of rows');
  if (instances.length > 0 && instances.length <= mostRows) return instances;
  refuse(pointer, `expected 1 to ${mostRows} rows, not ${instances.length}`);
}

function encodeAll(encoder: RowEncoder, rows: readonly unknown[], pointerTo: (row: number) => string) {
  const width = encoder.fields.length;
  const cells = new Float64Array(rows.length * width);
  const errors: Issue[] = [];
  const warnings: Issue[] = [];
  const most = { errors: MOST_FOUND, warnings: MOST_ISSUES };
  let count = 0;
  for (const row of rows) {
    const issues = isObject(row) ? encodeRow(encoder, row, cells.subarray(count * width), most) : NOT_A_ROW;
    most.errors -= issues.errors.length;
    most.warnings -= issues.warnings.length;
    const prefix = issues.errors.length + issues.warnings.length > 0 ? pointerTo(count) : '';
    for (const { pointer, detail } of issues.errors) errors.push({ pointer: prefix + pointer, detail });
    for (const { pointer, detail } of issues.warnings) warnings.push({ pointer: prefix + pointer, detail });
    count++;
    if (errors.length >= MOST_ISSUES) break;
  }
  if (errors.length > 0) throw refusal(errors, count < rows.length ? count : undefined);
  return { cells, count, warnings };
}

function refusal(errors: readonly Issue[], unchecked?: number): Problem {
  const isCut = errors.length > MOST_ISSUES;
  const count = isCut ? `More than ${MOST_ISSUES}` : errors.length;
  const listed = isCut ? `, the first ${MOST_ISSUES} listed` : '';
  const rest = unchecked === undefined ? '' : `; rows from ${unchecked} on were not checked`;
  return new Problem('invalid-input', {
    detail: `${invalidValues(count)}${listed}${rest}.`,
    errors: errors.slice(0, MOST_ISSUES),
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
