import type { Field } from '../../../src/core/artifact.ts';
import { columnOf, positionOfColumn } from '../../../src/core/columns.ts';
import { PART_NAMES } from '../../../src/core/parts.ts';
import { compileTerm } from '../../../src/core/term.ts';
import type { FeatureDefinition } from '../../models/definition.ts';
import { fieldCells } from '../../sql/cells.ts';
import type { FieldCells } from '../../sql/field-cells.ts';
import { createLookups } from '../../sql/lookups.ts';
import type { EngineDialect } from '../engines/dialect.ts';
import { axisColumn, crossColumn, numberColumn } from './axes.ts';
import { mixedColumns } from './mixed-columns.ts';

/** The rows that cells are made of. */
export interface RowsTable {
  table: string;
  /** SQL over it. */
  weight: string | undefined;
  randomPart: string;
  timePart: string;
  /** Fields whose columns hold instants. */
  instants: ReadonlySet<string>;
}

/** Weights keep nine decimals. */
const WEIGHT_UNIT = 1e9;

/** Queries for the table of cells. */
export interface CellsQueries {
  /** One row for every row. */
  single: string;
  /** One row for every combination of values and parts of splits. */
  grouped: string;
  /** Of about one in 64 combinations: how many there are, and how many rows have them. */
  repeated: string;
}

/**
 * Queries for the table of cells: the columns of the core that features read (see `writeColumns`) as integers, the numbers
 * that features read themselves, the combinations of crosses, the parts of the splits, and the weight `w` of the rows and `y`
 * of the positive ones.
 */
export function cellsQueries(
  dialect: EngineDialect,
  fields: readonly Field[],
  features: readonly FeatureDefinition[],
  rows: RowsTable,
): CellsQueries {
  const { sql } = dialect;
  const lookups = createLookups(sql);
  const cells = cellsOf(dialect, fields, lookups, rows);
  const columns = new Map<string, string>();
  for (const [position, { cell, number }] of cells.entries()) {
    if (cell) columns.set(axisColumn(position), cell);
    const isRead = features.some((feature) => feature.type === 'numeric' && feature.field === fields[position]!.name);
    if (isRead && number && fields[position]!.type === 'number') columns.set(numberColumn(position), number);
  }
  for (const column of usedParts(fields, features)) {
    const position = positionOfColumn(fields, column);
    const part = PART_NAMES[(column - fields.length) % PART_NAMES.length]!;
    columns.set(axisColumn(column), cells[position]!.part!(part));
  }
  const crosses = createLookups(sql, 'groups');
  const combinations = features.flatMap((feature, k) =>
    feature.type === 'cross' ? [[crossColumn(k), combination(feature.terms, fields, crosses)] as const] : [],
  );
  const named = [...columns].map(([name, value]) => `${value} AS ${name}`);
  const weight = rows.weight ?? '1';
  const others = [
    `${rows.randomPart} AS random_split`,
    `${rows.timePart} AS time_split`,
    `${weight} AS w`,
    'r.target AS target',
  ];
  const inner = `SELECT ${[...named, ...others].join(', ')} FROM ${rows.table} AS r${joined(lookups.joins)}`;
  const keys = [...columns.keys(), 'random_split', 'time_split'];
  const middle =
    combinations.length === 0
      ? inner
      : `SELECT t.*, ${combinations.map(([name, value]) => `${value} AS ${name}`).join(', ')} FROM (${inner}) AS t${joined(crosses.joins)}`;
  const all = [...keys, ...combinations.map(([name]) => name)].join(', ');
  const tables = [...lookups.tables, ...crosses.tables];
  const before = tables.length > 0 ? `WITH ${tables.join(', ')} ` : '';
  const total = (value: string) => exactWeight(dialect, value, rows.weight !== undefined);
  const positive = 'CASE WHEN target = 1 THEN w ELSE 0 END';
  const double = (value: string) => `CAST(${value} AS ${sql.types.double})`;
  const mixed = mixedColumns(
    dialect,
    [...columns.keys()].filter((name) => name.startsWith('c')),
  );
  const kinds = `SELECT COUNT(*) AS n FROM (${middle}) AS q WHERE MOD(${mixed}, 64) = 0 GROUP BY ${all}`;
  return {
    single: `${before}SELECT ${all}, ${double('w')} AS w, ${double(positive)} AS y FROM (${middle}) AS q`,
    grouped: `${before}SELECT ${all}, ${total('w')} AS w, ${total(positive)} AS y FROM (${middle}) AS q GROUP BY ${all}`,
    repeated: `${before}SELECT COUNT(*) AS kinds, SUM(n) AS n FROM (${kinds}) AS k`,
  };
}

/** A query for the number of rows of each field that are refused. */
export function refusedQuery(dialect: EngineDialect, fields: readonly Field[], rows: RowsTable): string {
  const lookups = createLookups(dialect.sql);
  const counts = cellsOf(dialect, fields, lookups, rows).map(
    ({ accepted = '1 = 1' }, k) => `SUM(CASE WHEN ${accepted} THEN 0 ELSE 1 END) AS n${k}`,
  );
  const tables = lookups.tables.length > 0 ? `WITH ${lookups.tables.join(', ')} ` : '';
  return `${tables}SELECT ${counts.join(', ')} FROM ${rows.table} AS r${joined(lookups.joins)}`;
}

/** SQL for the cells of every field, over the rows as `r`. */
export function cellsOf(
  { sql }: EngineDialect,
  fields: readonly Field[],
  lookups: ReturnType<typeof createLookups>,
  { instants }: Pick<RowsTable, 'instants'>,
): FieldCells[] {
  return fields.map((field) =>
    // Rare categories are part of the vocabulary by the name of `other` alone.
    fieldCells(field.type === 'category' && field.other !== undefined ? { ...field, unknown: 'other' } : field, {
      dialect: sql,
      lookups,
      row: 'r',
      time: ({ name }) => (instants.has(name) ? 'instant' : 'local'),
      spellings: ({ vocabulary, other }) =>
        vocabulary.flatMap((text, cell) => (text === other ? [] : [[text, cell] as const])),
    }),
  );
}

function joined(joins: readonly string[]): string {
  return joins.map((join) => ` ${join}`).join('');
}

function exactWeight({ sql, rounded, sumOfIntegers }: EngineDialect, value: string, isFractional: boolean): string {
  if (!isFractional) return `CAST(SUM(${value}) AS ${sql.types.double})`;
  const unit = sql.double(WEIGHT_UNIT);
  return `CAST(${sumOfIntegers(rounded(`(${value}) * ${unit}`))} AS ${sql.types.double}) / ${unit}`;
}

/** The columns of parts of timestamps that features read. */
function usedParts(fields: readonly Field[], features: readonly FeatureDefinition[]): Set<number> {
  const reads = features.flatMap((feature) => (feature.type === 'cross' ? feature.terms : [feature]));
  return new Set(
    reads.flatMap((read) => {
      if (!('part' in read) || read.part === undefined) return [];
      return [
        columnOf(
          fields,
          fields.findIndex(({ name }) => name === read.field),
          read.part,
        ),
      ];
    }),
  );
}

/** SQL for the combination of a row of the columns: see `combinationOf`. */
function combination(
  terms: Extract<FeatureDefinition, { type: 'cross' }>['terms'],
  fields: readonly Field[],
  lookups: ReturnType<typeof createLookups>,
): string {
  return terms.reduce((before, term) => {
    const { first, second, stride, groups, size } = compileTerm(term, fields);
    const place =
      second === undefined
        ? `t.${axisColumn(first)}`
        : `(t.${axisColumn(first)} * ${stride} + t.${axisColumn(second)})`;
    const isPlace = groups.every((group, cell) => group === cell);
    const own = isPlace ? place : lookups.at(place, Array.from(groups, String), 'integer');
    return before === '' ? own : `(${before} * ${size} + ${own})`;
  }, '');
}
