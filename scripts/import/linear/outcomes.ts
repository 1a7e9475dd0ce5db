import type { Outcome, Table } from './column.ts';
import type { FieldSum } from './field-sum.ts';

/** A sum of outcomes; undefined if one of them is refused or missing, which a logit cannot be made of. */
export function total(outcomes: readonly Outcome[]): number | undefined {
  const sum = outcomes.reduce<number>((all, outcome) => all + (outcome ?? Number.NaN), 0);
  return Number.isNaN(sum) ? undefined : sum;
}

/** What the tables of a field add for values that none of them knows. */
export function unknownTotal({ tables }: FieldSum): number | undefined {
  return total(tables.map(({ unknown }) => unknown));
}

/** What everything of a field adds for a missing value. */
export function missingTotal({ lines, tables, bins }: FieldSum): number | undefined {
  const lookups = [...tables, ...bins].map(({ missing }) => missing);
  return total([
    ...lookups,
    ...lines.map(({ line, weight }) => (line.missing === undefined ? undefined : weight * line.missing)),
  ]);
}

/** What tables add for each value that one of them knows; undefined where one of them refuses it. */
export function knownTotals<Key extends string | number>(tables: readonly Table[]): Map<Key, number | undefined> {
  const keys = new Set(tables.flatMap(({ values }) => [...values.keys()])) as Set<Key>;
  const of = (key: Key) => total(tables.map(({ values, unknown }) => (values.has(key) ? values.get(key) : unknown)));
  return new Map([...keys].map((key) => [key, of(key)]));
}
