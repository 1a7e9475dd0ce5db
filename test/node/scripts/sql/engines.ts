import { DatabaseSync } from 'node:sqlite';
import { PGlite } from '@electric-sql/pglite';
import { openDatabase } from '../../../../scripts/data-file/database.ts';
import type { Dialect, TableColumn } from '../../../../scripts/sql/dialect.ts';
import { DIALECTS } from '../../../../scripts/sql/dialects.ts';
import { resultNames, selectSql } from '../../../../scripts/sql/select.ts';
import type { Artifact } from '../../../../src/core/artifact.ts';
import type { Field } from '../../../../src/core/field.ts';
import { lazily } from '../../../../src/core/lazily.ts';
import type { Row, Value } from './random-rows.ts';

type Scored = Pick<Artifact, 'intercept' | 'fields' | 'features' | 'classes'>;

export interface Answer {
  probability: unknown;
  problem: unknown;
}

/** A database that runs statements of a dialect. */
export interface Engine {
  dialect: Dialect;
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<Record<string, unknown>[]>;
  /** A SELECT of literals as a column `city` that compares without case, or else pads with spaces. */
  caseless(values: readonly string[]): string;
}

export async function duckdbEngine(): Promise<Engine> {
  const connection = await openDatabase();
  return {
    dialect: DIALECTS.duckdb,
    run: async (sql) => void (await connection.run(sql)),
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS(),
    caseless: (values) => `SELECT unnest([${values.join(', ')}]) COLLATE NOCASE AS city`,
  };
}

export async function sqliteEngine(): Promise<Engine> {
  const database = new DatabaseSync(':memory:');
  return {
    dialect: DIALECTS.sqlite,
    run: async (sql) => database.exec(sql),
    rows: async (sql) => database.prepare(sql).all() as Record<string, unknown>[],
    caseless: (values) => values.map((value) => `SELECT ${value} COLLATE NOCASE AS city`).join(' UNION ALL '),
  };
}

/** Postgres takes seconds to start: the tests of a process share it. */
const startedPostgres = lazily(() => PGlite.create());

export async function postgresEngine(): Promise<Engine> {
  const database = await startedPostgres();
  return {
    dialect: DIALECTS.postgres,
    run: async (sql) => void (await database.exec(sql)),
    rows: async (sql) => (await database.query<Record<string, unknown>>(sql)).rows,
    caseless: (values) => values.map((value) => `SELECT CAST(${value} AS CHAR(9)) AS city`).join(' UNION ALL '),
  };
}

/** Rows as a database keeps them: NaN is NULL in SQLite. */
export function keptRows({ dialect }: Engine, rows: readonly Row[]): Row[] {
  const kept = (value: Value) => (dialect === DIALECTS.sqlite && Number.isNaN(value) ? null : value);
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, kept(value)])));
}

/** The answers of a database to rows, in their order. */
export async function answersOf(engine: Engine, artifact: Scored, rows: readonly Row[]): Promise<Answer[]> {
  const { dialect } = engine;
  const columns = columnsOf(artifact.fields, dialect).map(({ name, type }) => `${name} ${dialect.types[type]}`);
  await engine.run('DROP TABLE IF EXISTS rows_to_score');
  await engine.run(`CREATE TABLE rows_to_score (${columns.join(', ')})`);
  const tuples = literalRows(artifact.fields, rows, dialect).map((row) => `(${row.join(', ')})`);
  await engine.run(`INSERT INTO rows_to_score VALUES ${tuples.join(', ')}`);
  const [probability, problem] = resultNames(artifact);
  const sql = selectSql(artifact, { dialect, table: 'rows_to_score' });
  const found = await engine.rows(`SELECT * FROM (${sql}) AS s ORDER BY row_number_`);
  return found.map((row) => ({ probability: row[probability], problem: row[problem] }));
}

/** The columns of a table of rows: their number, and the fields. */
export function columnsOf(fields: readonly Field[], dialect: Dialect): TableColumn[] {
  const named = fields.map((field) => ({ name: dialect.identifier(field.name), type: typeOf(field) }));
  return [{ name: 'row_number_', type: 'integer' }, ...named];
}

/** Rows as literals, in the order of the columns. */
export function literalRows(fields: readonly Field[], rows: readonly Row[], dialect: Dialect): string[][] {
  return rows.map((row, r) => [String(r), ...fields.map(({ name }) => literal(row[name]!, dialect))]);
}

function typeOf({ type }: Field): 'text' | 'double' {
  return type === 'category' || type === 'timestamp' ? 'text' : 'double';
}

function literal(value: Value, dialect: Dialect): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return dialect.text(value);
  if (Number.isFinite(value)) return dialect.double(value);
  if (dialect === DIALECTS.sqlite) return value > 0 ? '9e999' : '-9e999';
  return `CAST('${Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'}' AS ${dialect.types.double})`;
}
