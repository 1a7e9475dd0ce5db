import { type Bins, type Level, levelLookup, type Outcome, type Table } from './column.ts';

type Lookup = Table | Bins;

/**
 * A look-up that works something out of several of one field, for each value or bin of it.
 * @returns undefined for look-ups of different fields, or of values and bins
 */
export function combine(columns: readonly (Lookup | Level)[], work: (values: number[]) => number): Lookup | undefined {
  const lookups = columns.map((column) => (column.kind === 'level' ? levelLookup(column) : column));
  const [first] = lookups;
  if (!first || lookups.some(({ field, kind }) => field !== first.field || kind !== first.kind)) return undefined;
  const all = (outcomes: readonly Outcome[]) => (outcomes.includes(undefined) ? undefined : work(outcomes as number[]));
  const missing = all(lookups.map((lookup) => lookup.missing));
  if (first.kind === 'bins') return { ...first, ...combinedBins(lookups as Bins[], all), missing };
  const tables = lookups as Table[];
  const keys = new Set(tables.flatMap(({ values }) => [...values.keys()]));
  const of = (key: string | number) =>
    all(tables.map(({ values, unknown }) => (values.has(key) ? values.get(key) : unknown)));
  const values = new Map([...keys].map((key) => [key, of(key)]));
  return { ...first, values, unknown: all(tables.map(({ unknown }) => unknown)), missing };
}

function combinedBins(
  bins: readonly Bins[],
  all: (outcomes: readonly Outcome[]) => Outcome,
): Pick<Bins, 'edges' | 'values'> {
  const edges = [...new Set(bins.flatMap((lookup) => lookup.edges))].toSorted((a, b) => a - b);
  const values = [Number.NEGATIVE_INFINITY, ...edges].map((start) =>
    all(bins.map((lookup) => lookup.values[lookup.edges.filter((edge) => edge <= start).length])),
  );
  return { edges, values };
}
