import { type Contract, encodeRow, type Issue, jsonPointer } from './core/encode.ts';
import { Problem } from './problem.ts';

/** How many errors or warnings an answer lists. */
export const MOST_ISSUES = 100;

/** The rows of a request, encoded: one array of cells per row. */
export interface Rows {
  cells: Float64Array[];
  warnings: Issue[];
  /** Whether the request was `{ "instances": […] }` rather than a single row. */
  batch: boolean;
}

/**
 * Encodes the body of a request: a row, or `{ "instances": [row, …] }`; that member makes a batch even for a model
 * that has a field of this name. One bad row refuses the batch.
 * @throws {Problem} 422 with a pointer to every value that is wrong. Once MOST_ISSUES are found, the remaining rows
 * are not looked at, so that a batch of mistakes costs no more than a good one
 */
export function encodeRows(contract: Contract, body: unknown, mostRows: number): Rows {
  if (!isObject(body)) throw refusal([{ pointer: '', detail: NO_OBJECT }]);
  if (!('instances' in body)) return { ...encodeAll(contract, [body], () => ''), batch: false };
  return { ...encodeAll(contract, instances(body, mostRows), (row) => `/instances/${row}`), batch: true };
}

const NO_OBJECT = 'expected a JSON object with a member per field';
const NOT_A_ROW = { errors: [{ pointer: '', detail: NO_OBJECT }], warnings: [] };

function instances(body: { instances: unknown }, mostRows: number): unknown[] {
  const { instances, ...others } = body;
  const pointer = '/instances';
  const strangers = Object.keys(others);
  if (strangers.length > 0) {
    const detail = 'a batch has the member instances and no other';
    throw refusal(strangers.map((member) => ({ pointer: jsonPointer(member), detail })));
  }
  if (!Array.isArray(instances)) throw refusal([{ pointer, detail: 'expected an array of rows' }]);
  if (instances.length > 0 && instances.length <= mostRows) return instances;
  throw refusal([{ pointer, detail: `expected 1 to ${mostRows} rows, not ${instances.length}` }]);
}

function encodeAll(contract: Contract, rows: readonly unknown[], pointerTo: (row: number) => string) {
  const cells: Float64Array[] = [];
  const errors: Issue[] = [];
  const warnings: Issue[] = [];
  for (const row of rows) {
    const encoded = new Float64Array(contract.fields.length);
    const issues = isObject(row) ? encodeRow(contract, row, encoded) : NOT_A_ROW;
    const prefix = issues.errors.length + issues.warnings.length > 0 ? pointerTo(cells.length) : '';
    for (const { pointer, detail } of issues.errors) errors.push({ pointer: prefix + pointer, detail });
    for (const { pointer, detail } of issues.warnings) warnings.push({ pointer: prefix + pointer, detail });
    cells.push(encoded);
    if (errors.length >= MOST_ISSUES) break;
  }
  if (errors.length > 0) throw refusal(errors, cells.length < rows.length ? pointerTo(cells.length) : undefined);
  return { cells, warnings: warnings.slice(0, MOST_ISSUES) };
}

function refusal(errors: readonly Issue[], unchecked?: string): Problem {
  const count = errors.length === 1 ? '1 value is' : `${errors.length} values are`;
  const listed = errors.length > MOST_ISSUES ? `, the first ${MOST_ISSUES} of them listed` : '';
  const rest = unchecked ? `; rows from ${unchecked} on were not checked` : '';
  return new Problem('invalid-input', {
    detail: `${count} not what the model takes${listed}${rest}.`,
    errors: errors.slice(0, MOST_ISSUES),
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
