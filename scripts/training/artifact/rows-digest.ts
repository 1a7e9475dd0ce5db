import { createHash } from 'node:crypto';
import type { TrainingRows } from '../rows/rows.ts';

/**
 * SHA-256 of grouped training rows: the same for a CSV and its gzipped copy, different after one changed value. What
 * requests may send beyond the range of the rows is no part of them.
 */
export function rowsDigest(rows: TrainingRows): string {
  const hash = createHash('sha256').update(
    JSON.stringify(rows.fields.map((field) => ({ ...field, range: undefined }))),
  );
  const columns = [...rows.cells.values(), rows.weight, rows.positives];
  for (const column of columns) hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  return `sha256:${hash.digest('hex')}`;
}
