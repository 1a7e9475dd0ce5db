import { fold, foldCollisions } from '../../src/core/category.ts';
import type { Connection } from '../data-file/database.ts';
import { isMark } from '../data-file/missing-marks.ts';
import type { FieldDefinition } from '../models/definition.ts';
import { WEEKDAYS } from './dates.ts';
import { type Measure, valueCounts } from './measure.ts';

/** What a folded value keeps apart from letters and digits. */
const SIGNS = /[^\p{L}\p{M}\p{N} ]/u;

/** A field that a column, or a part of a date, could become. */
export interface Candidate {
  name: string;
  /** The column of the file that it comes from. */
  column: string;
  type: FieldDefinition['type'];
  /** Whether a timestamp has times of day, and not only dates. */
  knowsHour?: boolean;
  /** IANA zone of the clocks of a timestamp. */
  zone?: string;
  /** Refuse values beyond the range. */
  range?: 'reject';
  /** Why whole numbers are of this type. */
  why?: string;
  description: string;
  /** SQL over the table `file`: the value, or NULL if it is missing. */
  value: string;
  found: Measure;
  /** A remark for the report. */
  remark?: string;
}

/** A candidate with everything that model.json needs. */
export interface ProposedField extends Candidate {
  /** Without the rare categories. */
  vocabulary?: string[];
  /** How many categories have fewer than `minCount` rows, and count as other. */
  rare?: number;
  match?: 'exact';
  /** Why it is matched exactly. */
  whyExact?: string;
  /** AUC of this field alone. */
  auc: number;
}

/** Completes a candidate with the vocabulary of a category; undefined if every category is rare. */
export async function completeField(
  connection: Connection,
  candidate: Candidate,
  { auc, minCount }: { auc: number; minCount: number },
): Promise<ProposedField | undefined> {
  if (candidate.type !== 'category') return { ...candidate, auc };
  const counts = await valueCounts(connection, candidate.value);
  const values = [...counts.keys()];
  const vocabulary = inOrder(values.filter((value) => counts.get(value)! >= minCount));
  if (vocabulary.length === 0) return undefined;
  const rare = values.length - vocabulary.length;
  const whyExact = reasonForExact(values);
  return { ...candidate, vocabulary, ...(rare > 0 && { rare }), ...(whyExact && { match: 'exact', whyExact }), auc };
}

/** Why values must be matched exactly; undefined if case, accents, spaces and separators of words need not count. */
function reasonForExact(values: readonly string[]): string | undefined {
  if (foldCollisions(values).length > 0) return 'values differ only in case, accents, spaces or separators';
  return values.some((value) => !isMark(value) && SIGNS.test(fold(value)))
    ? 'values have signs or numbers with separators'
    : undefined;
}

/** In the order of UTF-8 bytes, as training orders a vocabulary; weekdays from Monday to Sunday. */
function inOrder(values: readonly string[]): string[] {
  if (values.every((value) => WEEKDAYS.includes(value))) return WEEKDAYS.filter((day) => values.includes(day));
  return values.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
