import { fold, foldCollisions } from '../../src/core/category.ts';
import { type Connection, literal } from '../data-file/database.ts';
import type { FieldDefinition } from '../models/definition.ts';
import { WEEKDAYS } from './dates.ts';
import { distinctValues, type Measure, median } from './measure.ts';

/** A field that a column, or a part of a date, could become. */
export interface Candidate {
  name: string;
  /** The column of the file that it comes from. */
  column: string;
  type: FieldDefinition['type'];
  description: string;
  /** SQL over the table `file`: the value, or NULL if it is missing. */
  value: string;
  found: Measure;
  /** A remark for the report. */
  remark?: string;
}

/** A candidate with everything that model.json and rows.sql need. */
export interface ProposedField extends Candidate {
  /** SQL over the table `file`: the value, never NULL. */
  complete: string;
  /** The value that replaces a missing one. */
  filled?: string | number;
  vocabulary?: string[];
  match?: 'exact';
  /** AUC of this field alone. */
  auc: number;
}

const WORDS_FOR_MISSING = ['unknown', 'missing', 'not given', 'no value', 'absent'];

/** Completes a candidate with the value that replaces NULL, and with the vocabulary of a category. */
export async function completeField(connection: Connection, candidate: Candidate, auc: number): Promise<ProposedField> {
  const { type, value, found } = candidate;
  if (type !== 'category') {
    if (found.missing === 0) return { ...candidate, complete: value, auc };
    const filled = await median(connection, value);
    return { ...candidate, complete: `COALESCE(${value}, ${filled})`, filled, auc };
  }
  const values = await distinctValues(connection, value);
  const filled = found.missing > 0 ? wordForMissing(values) : undefined;
  const vocabulary = inOrder(filled === undefined ? values : [...values, filled]);
  const match = foldCollisions(vocabulary).length > 0 ? ({ match: 'exact' } as const) : {};
  if (filled === undefined) return { ...candidate, complete: value, vocabulary, ...match, auc };
  return { ...candidate, complete: `COALESCE(${value}, ${literal(filled)})`, filled, vocabulary, ...match, auc };
}

function wordForMissing(values: readonly string[]): string {
  const taken = new Set(values.map(fold));
  const free = WORDS_FOR_MISSING.find((word) => !taken.has(fold(word)));
  return free ?? `missing ${values.length}`;
}

/** In the order of UTF-8 bytes, as training orders a vocabulary; weekdays from Monday to Sunday. */
function inOrder(values: readonly string[]): string[] {
  if (values.every((value) => WEEKDAYS.includes(value))) return WEEKDAYS.filter((day) => values.includes(day));
  return values.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
