import type { RowEncoder } from '../core/encode.ts';
import { encodeValues } from '../core/encode-values.ts';
import { sigmoid } from '../core/sigmoid.ts';
import type { Facts } from '../http/answer.ts';

/*
 * Bodies as warehouses send them: `{"calls": [[…], …]}` of BigQuery, and `{"data": [[0, …], …]}` of Snowflake and Teradata,
 * whose rows begin with their number. The values of a row come in the order of the fields.
 */

/** The rows of a warehouse: cells of those that are not refused, and how all of them are answered. */
export interface PositionalRows {
  cells: Float64Array;
  count: number;
  facts: Required<Pick<Facts, 'rows' | 'refused' | 'substituted'>>;
  /** The answer: the probability of the positive class for each row, in order, and null for a refused one. */
  reply: (logits: Float64Array) => object;
}

/**
 * Encodes the rows of a warehouse; undefined for any other body. No field takes an array, so a row is never taken for them.
 * @param refuse called when the body as a whole is wrong, with a pointer to where
 */
export function positionalRows(
  encoder: RowEncoder,
  body: unknown,
  mostRows: number,
  refuse: (pointer: string, detail: string) => never,
): PositionalRows | undefined {
  const { calls, data } = Object(body) as { calls?: unknown; data?: unknown };
  const isNumbered = !areRows(calls);
  const rows = isNumbered ? data : calls;
  if (!areRows(rows)) return undefined;
  const pointer = isNumbered ? '/data' : '/calls';
  const names = encoder.fields.map(({ field }) => field.name);
  const width = names.length;
  const begin = isNumbered ? 1 : 0;
  if (rows.length > mostRows) refuse(pointer, `expected 1 to ${mostRows} rows, not ${rows.length}`);
  const wrong = rows.findIndex((row) => !Array.isArray(row) || row.length !== begin + width);
  if (wrong >= 0) {
    refuse(`${pointer}/${wrong}`, `expected an array of ${isNumbered ? 'its number and ' : ''}${names.join(', ')}`);
  }
  const cells = new Float64Array(rows.length * width);
  let count = 0;
  let substituted = 0;
  const places = rows.map((row) => {
    const found = encodeValues(encoder, row.slice(begin), cells.subarray(count * width));
    if (Number.isNaN(found)) return -1;
    substituted += found;
    return count++;
  });
  const facts = { rows: rows.length, refused: rows.length - count, substituted };
  return {
    cells,
    count,
    facts,
    reply(logits) {
      const answers = places.map((place) => (place < 0 ? null : sigmoid(logits[place]!)));
      return isNumbered ? { data: answers.map((answer, row) => [rows[row]![0], answer]) } : { replies: answers };
    },
  };
}

function areRows(value: unknown): value is unknown[][] {
  return Array.isArray(value) && Array.isArray(value[0]);
}
