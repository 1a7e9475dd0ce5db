import type { Field } from '../../src/core/artifact.ts';
import { knownCount } from '../../src/core/cell.ts';
import { PARTS } from '../../src/core/parts.ts';
import type { Term } from '../../src/core/term.ts';
import type { ExchangeKey } from './exchange-model.ts';
import { FIRST_OF_PART, windowCount } from './parts.ts';

/** A key of a table as the artifact has it: a term, and the groups of the term that a key of the table stands for. */
export interface TableKey {
  term: Term;
  /** Number of groups, the last of which is that of a missing value if the field may be missing. */
  size: number;
  groupsOf: (key: string | number | null) => number[];
}

/** Prepares a key of a table. The fields are those of the artifact; `exchangeErrors` has found nothing. */
export function compileKey(key: ExchangeKey, fields: readonly Field[]): TableKey {
  const fieldOf = (name: string) => fields.find((field) => field.name === name)!;
  if ('month' in key) {
    const { month, day, width } = key;
    const windows = windowCount(key);
    const mayBeMissing = [month, day].some((name) => fieldOf(name).missing !== undefined);
    const term = { month, day, ...(width !== undefined && { width }) };
    return { term, size: windows + Number(mayBeMissing), groupsOf: (value) => [value === null ? windows : +value!] };
  }
  const field = fieldOf(key.field);
  const plain = { field: field.name, ...(key.part && { part: key.part }) };
  const known = key.part === undefined ? knownCount(field) : PARTS[key.part];
  const mayBeMissing = Number(field.missing !== undefined);
  if (field.type === 'category') {
    const positions = new Map(field.vocabulary.map((category, position) => [category, position]));
    const groupsOf = (value: string | number | null) => [value === null ? known : positions.get(String(value))!];
    return { term: plain, size: known + mayBeMissing, groupsOf };
  }
  const first = key.part ? FIRST_OF_PART[key.part] : field.type === 'integer' ? field.minimum : 0;
  if (key.edges === undefined) {
    return { term: plain, size: known + mayBeMissing, groupsOf: (value) => [value === null ? known : +value! - first] };
  }
  const cells = (edge: number) =>
    field.type === 'number' ? field.edges!.indexOf(edge) + 1 : Math.min(Math.max(Math.ceil(edge) - first, 0), known);
  const begins = [0, ...key.edges.map(cells), known];
  const starts = [...new Set(begins.slice(1, -1))].filter((start) => start > 0 && start < known);
  const isWhole = starts.length === 0 || starts.length === known - 1;
  const size = isWhole ? known : starts.length + 1;
  const groupsOf = (bin: string | number | null): number[] => {
    if (bin === null) return [size];
    const [begin, end] = [begins[+bin]!, begins[+bin + 1]!];
    if (begin >= end) return [];
    if (isWhole) return Array.from({ length: end - begin }, (_, k) => begin + k);
    return [starts.findLastIndex((start) => start <= begin) + 1];
  };
  return { term: isWhole ? plain : { ...plain, starts }, size: size + mayBeMissing, groupsOf };
}
