import type { DuckDBConnection } from '@duckdb/node-api';
import { fold, foldCollisions } from '../../src/core/category.ts';
import type { FieldDefinition } from '../models/definition.ts';
import { literal } from '../training/rows/database.ts';
import { WEEKDAYS } from './dates.ts';
import { distinctValues, type Measure, median } from './measure.ts';

/** A field that a column or a part of a date can be. */
export interface Candidate {
  name: string;
  /** Column of the file that it comes from. */
  column: string;
  type: FieldDefinition['type'];
  description: string;
  /** SQL over the file: the value, NULL where it is missing. */
  value: string;
  found: Measure;
  /** What the report says of it besides. */
  remark?: string;
}

/** A candidate with all that model.json and rows.sql say of it. */
export interface ProposedField extends Candidate {
  /** SQL over the file: the value, never NULL. */
  complete: string;
  /** What stands for a missing value. */
  filled?: string | number;
  vocabulary?: string[];
  match?: 'exact';
  /** How well it alone tells the classes apart. */
  auc: number;
}

const WORDS_FOR_MISSING = ['unknown', 'missing', 'not given', 'no value', 'absent'];

/** Completes a candidate: what stands for NULL, and the vocabulary of a category. */
export async function completeField(
  connection: DuckDBConnection,
  candidate: Candidate,
  auc: number,
): Promise<ProposedField> {
  const { type, value, found } = candidate;
  if (type !== 'category') {
    if (found.missing === 0) return { ...candidate, complete: value, auc };
    const filled = await median(connection, value);
    return { ...candidate, complete: `COALESCE(${value}, ${filled})`, filled, auc };
  }
  const values = await distinctValues(connection, value);
  const filled = found.missing > 0 ? wordForMissing(values) : undefined;
  const vocabulary = inOrder(filled === undefined ? values : [...values, filled]);
  return {
    ...candidate,
    complete: filled === undefined ? value : `COALESCE(${value}, ${literal(filled)})`,
    ...(filled !== undefined && { filled }),
    vocabulary,
    ...(foldCollisions(vocabulary).length > 0 && { match: 'exact' }),
    auc,
  };
}

function wordForMissing(values: readonly string[]): string {
  const taken = new Set(values.map(fold));
  const free = WORDS_FOR_MISSING.find((word) => !taken.has(fold(word)));
  return free ?? `missing ${values.length}`;
}

/** By UTF-8 bytes, as training orders a vocabulary; weekdays as the week has them. */
function inOrder(values: readonly string[]): string[] {
  if (values.every((value) => WEEKDAYS.includes(value))) return WEEKDAYS.filter((day) => values.includes(day));
  return values.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
