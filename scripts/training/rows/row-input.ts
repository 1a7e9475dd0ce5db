import type { Example } from '../../../src/core/artifact.ts';
import { cellValue } from '../../../src/core/decode.ts';
import type { TrainingRows } from './rows.ts';

/** A training row as a caller would send it. */
export function rowInput(rows: TrainingRows, r: number): Example['input'] {
  return Object.fromEntries(
    rows.fields.map((field) => [field.name, cellValue(field, rows.cells.get(field.name)![r]!)]),
  );
}
