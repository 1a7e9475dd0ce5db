import type { Field } from '../../src/core/artifact.ts';
import { knownCount } from '../../src/core/cell.ts';
import { compileGroups, type Grouping } from '../../src/core/groups.ts';
import { PARTS } from '../../src/core/parts.ts';
import { compileTerm, type Term } from '../../src/core/term.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The label of every group of a term: a category, integers, a range of numbers, days, or `missing`. */
export function termLabels(term: Term, fields: readonly Field[]): string[] {
  if (!('month' in term)) return groupLabels(fields.find(({ name }) => name === term.field)!, term);
  const { width = 1 } = term;
  const days = PARTS['day-of-year'];
  const windows = Math.ceil(days / width);
  return Array.from({ length: compileTerm(term, fields).size }, (_, group) =>
    group === windows ? MISSING : between('day', group * width + 1, Math.min(days, (group + 1) * width)),
  );
}

/** The label of every group of a field. */
export function groupLabels(field: Field, grouping: Grouping): string[] {
  const { size, groups } = compileGroups(field, grouping);
  const known = grouping.part === undefined ? knownCount(field) : PARTS[grouping.part];
  return Array.from({ length: size }, (_, group) => {
    const first = groups.indexOf(group);
    return first >= known ? MISSING : rangeLabel(field, grouping, first, groups.lastIndexOf(group));
  });
}

const MISSING = 'missing';

function rangeLabel(field: Field, { part }: Grouping, first: number, last: number): string {
  if (part === 'weekday') return WEEKDAYS.slice(first, last + 1).join(', ');
  if (part !== undefined) return between(part, first + FIRST[part], last + FIRST[part]);
  if (field.type === 'category') return field.vocabulary.slice(first, last + 1).join(', ');
  if (field.type === 'integer') return between('', first + field.minimum, last + field.minimum);
  const edges = field.type === 'number' ? field.edges! : [];
  const [low, high] = [edges[first - 1], edges[last]];
  if (low === undefined) return high === undefined ? 'any number' : `below ${high}`;
  return high === undefined ? `from ${low}` : `${low} to ${high}`;
}

/** What the first cell of a part is called. */
const FIRST = { hour: 0, day: 1, month: 1, 'day-of-year': 1 } as const;

function between(what: string, first: number, last: number): string {
  return `${what} ${first}${last > first ? `–${last}` : ''}`.trim();
}
