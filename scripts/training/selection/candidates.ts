import type { Field } from '../../../src/core/artifact.ts';
import { cellCount, isDiscrete } from '../../../src/core/cell.ts';
import type { Term } from '../../../src/core/term.ts';
import type { FeatureDefinition } from '../../models/definition.ts';

type CrossDefinition = Extract<FeatureDefinition, { type: 'cross' }>;

/** The fields that features may use. */
export interface CandidateOptions {
  /** Names of the fields to use. */
  fields: readonly string[];
  /** The fields that make a date, if days of the year may be used. */
  date?: { month: string; day: string } | undefined;
}

/** An integer with at least this many values may also be used in groups. */
const WORTH_GROUPING = 24;
const GROUP_WIDTHS = [3, 6];
const NUMBER_BINS = 8;
const DATE_WIDTHS = [1, 3, 7];

/** All crosses of one, two or three terms that use no field twice. Numbers are in eight bins. */
export function crossCandidates(fields: readonly Field[], options: CandidateOptions): CrossDefinition[] {
  const terms = candidateTerms(fields, options);
  const crosses: Term[][] = terms.map((term) => [term]);
  const overlap = (a: Term, b: Term) => {
    const used = [...namesOf(a), ...namesOf(b)];
    return new Set(used).size < used.length || isWholeDate(used, options.date);
  };
  for (let a = 0; a < terms.length; a++) {
    for (let b = a + 1; b < terms.length; b++) {
      if (overlap(terms[a]!, terms[b]!)) continue;
      crosses.push([terms[a]!, terms[b]!]);
      for (let c = b + 1; c < terms.length; c++) {
        if (!overlap(terms[a]!, terms[c]!) && !overlap(terms[b]!, terms[c]!)) {
          crosses.push([terms[a]!, terms[b]!, terms[c]!]);
        }
      }
    }
  }
  return crosses.map((own) => ({ type: 'cross', terms: own }));
}

function candidateTerms(fields: readonly Field[], { fields: names, date }: CandidateOptions): Term[] {
  const terms = fields.flatMap((field): Term[] => {
    if (!names.includes(field.name)) return [];
    if (field.type === 'number') return field.edges?.length ? [{ field: field.name, bins: NUMBER_BINS }] : [];
    if (!isDiscrete(field)) return [];
    const whole = { field: field.name };
    if (field.type === 'category' || cellCount(field) < WORTH_GROUPING || isDate(field.name, date)) return [whole];
    return [whole, ...GROUP_WIDTHS.map((width) => ({ field: field.name, width }))];
  });
  if (!date) return terms;
  return [...terms, ...DATE_WIDTHS.map((width) => (width > 1 ? { ...date, width } : { ...date }))];
}

function isDate(name: string, date: CandidateOptions['date']): boolean {
  return date !== undefined && (name === date.month || name === date.day);
}

/** Month and day in two terms are the day of the year, which is a term itself. */
function isWholeDate(names: readonly string[], date: CandidateOptions['date']): boolean {
  return date !== undefined && names.length === 2 && names.includes(date.month) && names.includes(date.day);
}

function namesOf(term: Term): string[] {
  return 'month' in term ? [term.month, term.day] : [term.field];
}
