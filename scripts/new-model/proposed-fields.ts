import type { Connection } from '../data-file/database.ts';
import type { Column, UnusableColumn } from './column.ts';
import { datePartsAuc, knowsHour } from './dates.ts';
import { findDuplicate } from './duplicates.ts';
import { type Candidate, completeField, type ProposedField } from './field.ts';
import { fieldName } from './field-name.ts';
import { type Measure, measure } from './measure.ts';
import { LEAK, orderedSeparation, separation } from './separation.ts';
import { fieldType, isBeyondVocabulary, whyImpossible, whyUnsuitable } from './suitability.ts';
import { numbersReadAsText } from './text-of-numbers.ts';

/** The fields that columns of the file can become, and why the other columns cannot. */
export interface ProposedFields {
  fields: ProposedField[];
  /** The dates that fields are derived from. */
  dates: Column[];
  leftOut: Map<string, string>;
}

/**
 * Examines the columns of the table `file` in order.
 * @param positive SQL over the table `file`: true for the positive class
 */
export async function proposeFields(
  connection: Connection,
  columns: readonly (Column | UnusableColumn)[],
  positive: string,
  { keep, minCount, onProgress }: { keep: readonly string[]; minCount: number; onProgress: (text: string) => void },
): Promise<ProposedFields> {
  const fields: ProposedField[] = [];
  const dates: Column[] = [];
  const leftOut = new Map<string, string>();
  const taken = new Set<string>();
  const names = new Map(columns.map(({ name }) => [name, fieldName(name, taken)]));
  for (const [position, column] of columns.entries()) {
    onProgress(`examining ${column.name}, column ${position + 1} of ${columns.length}`);
    const reason = await considerColumn(column);
    if (reason !== undefined) leftOut.set(column.name, reason);
  }
  return { fields, dates, leftOut };

  async function considerColumn(column: Column | UnusableColumn): Promise<string | undefined> {
    if (column.kind === 'unusable') return `${column.type} cannot be a field; derive one from it in rows.sql`;
    const found = await measure(connection, column.value);
    const impossible = whyImpossible(column, found);
    if (impossible !== undefined) return impossible;
    const unsuitable = whyUnsuitable(column, found);
    const remark = await numbersReadAsText(connection, column);
    if (unsuitable !== undefined) {
      if (remark !== undefined) return remark;
      if (!keep.includes(column.name) || isBeyondVocabulary(column, found)) return unsuitable;
    }
    if (column.kind === 'date') return considerDate(column, found);
    if (column.kind === 'hour') return considerHour(column, found);
    const name = names.get(column.name)!;
    const description = name === column.name ? '' : `Column ${column.name} of the data`;
    const { name: origin, value } = column;
    const type = fieldType(column, found);
    return considerCandidate({ name, column: origin, ...type, description, value, found, ...(remark && { remark }) });
  }

  /** A time of day is its hour; every hour may be asked about, also one that the data lack. */
  function considerHour({ name, value }: Column, found: Measure): Promise<string | undefined> {
    return considerCandidate({
      name: names.get(name)!,
      column: name,
      type: 'integer',
      range: 'reject',
      why: 'the hour of a time of day',
      description: `Hour of the day of ${name}, from 0 to 23`,
      value,
      found: { ...found, minimum: 0, maximum: 23 },
    });
  }

  async function considerDate(column: Column, found: Measure): Promise<string | undefined> {
    const auc = await orderedSeparation(connection, column.value, positive);
    if (isLeak(auc, column.name)) return leak(auc);
    dates.push(column);
    const { name: origin, value, about = '', zone = 'UTC' } = column;
    const description = about && about[0]!.toUpperCase() + about.slice(1);
    return considerCandidate({
      name: names.get(origin)!,
      column: origin,
      type: 'timestamp',
      knowsHour: await knowsHour(connection, column.value),
      zone,
      description,
      value,
      found,
    });
  }

  async function considerCandidate(candidate: Candidate): Promise<string | undefined> {
    const { type, value, column } = candidate;
    const measureAuc = {
      number: orderedSeparation,
      timestamp: datePartsAuc,
      category: separation,
      integer: separation,
    }[type];
    const auc = await measureAuc(connection, value, positive);
    if (isLeak(auc, column)) return leak(auc);
    const duplicate = await findDuplicate(connection, candidate, fields);
    if (duplicate !== undefined && !keep.includes(column)) return `the same information as ${duplicate.name}`;
    const field = await completeField(connection, candidate, { auc, minCount });
    if (field === undefined)
      return `each of its values is in fewer than ${minCount} rows; --min-count changes this number`;
    fields.push(field);
    return undefined;
  }

  function isLeak(auc: number, column: string): boolean {
    return auc > LEAK && !keep.includes(column);
  }
}

function leak(auc: number): string {
  const how = auc === 1 ? 'determines the target' : `almost determines the target (AUC ${auc.toFixed(4)} on its own)`;
  return `${how}; if its value is known at prediction time, use --keep`;
}
