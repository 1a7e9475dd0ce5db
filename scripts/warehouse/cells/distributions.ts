import type { Field } from '../../../src/core/artifact.ts';
import { Failure } from '../../cli/failure.ts';
import type { FieldDefinition } from '../../models/definition.ts';
import { categoryField, rangeField, timestampField } from '../../training/rows/complete-field.ts';
import type { Engine } from '../engines/engine.ts';

/** A field, and the distinct values of the data that are not missing: numbers, or hours of a timestamp, with their rows. */
export interface Distribution {
  field: Field;
  values: number[];
  counts: number[];
}

/** More distinct values of a number are merged into slices of equal width before they leave the engine. */
const MOST_VALUES = 100_000;
const SLICES = 50_000;

/**
 * Completes fields by what a table has, with the rules of rows in memory.
 * @throws {Failure} when the data have values that a definition does not allow
 */
export async function distributions(
  engine: Engine,
  table: string,
  definitions: readonly FieldDefinition[],
  minCount: number,
): Promise<Distribution[]> {
  const result: Distribution[] = [];
  for (const definition of definitions) {
    if (definition.type === 'category') result.push(await ofCategory(engine, table, definition, minCount));
    else if (definition.type === 'timestamp') result.push(await ofTimestamp(engine, table, definition));
    else result.push(await ofNumber(engine, table, definition));
  }
  return result;
}

async function ofCategory(
  engine: Engine,
  table: string,
  definition: Extract<FieldDefinition, { type: 'category' }>,
  minCount: number,
): Promise<Distribution> {
  const { sql } = engine.dialect;
  const found = await countsOf(engine, table, sql.asText(sql.identifier(definition.name)), definition.name);
  const named = found.map(({ value, n }): Count => [String(value), n]).sort(byBytes);
  const counts = new Map(named);
  return { field: categoryField(definition, counts, minCount), values: [], counts: [] };
}

async function ofTimestamp(
  engine: Engine,
  table: string,
  definition: Extract<FieldDefinition, { type: 'timestamp' }>,
): Promise<Distribution> {
  const { times, text, identifier } = engine.dialect.sql;
  const column = identifier(definition.name);
  const hour = (await isInstant(engine, table, column))
    ? times.localHour(times.secondsOf(column), text(definition.zone))
    : times.hourOf(column);
  const { values, counts } = ascending(await countsOf(engine, table, hour, definition.name));
  return {
    field: timestampField(
      definition,
      values.some((value) => value % 24 !== 0),
    ),
    values,
    counts,
  };
}

/** Whether a column holds instants. */
export async function isInstant({ dialect, select }: Engine, table: string, column: string): Promise<boolean> {
  if (dialect.isInstant === undefined) return false;
  const sql = `SELECT CASE WHEN ${dialect.isInstant(column)} THEN 1 ELSE 0 END AS instant FROM ${table} LIMIT 1`;
  return Number((await select([sql], 'the type of a timestamp'))[0]?.instant) === 1;
}

async function ofNumber(
  engine: Engine,
  table: string,
  definition: Extract<FieldDefinition, { type: 'integer' | 'number' }>,
): Promise<Distribution> {
  const { sql } = engine.dialect;
  const { name } = definition;
  const column = `CAST(${sql.identifier(name)} AS ${sql.types.double})`;
  const what = `the values of ${name}`;
  const summary = `SELECT COUNT(DISTINCT ${column}) AS n, MIN(${column}) AS low, MAX(${column}) AS high FROM ${table}`;
  const [found] = await engine.select([summary], what);
  const [low, high] = [Number(found!.low), Number(found!.high)];
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    throw new Failure(
      `field ${name}: the data go from ${String(found!.low)} to ${String(found!.high)}, which are not finite`,
    );
  }
  // Of a slice, the least of its values stands for all of them.
  const value =
    Number(found!.n) <= MOST_VALUES
      ? column
      : `FLOOR((${column} - ${sql.double(low)}) / ${sql.double((high - low) / SLICES)})`;
  const grouped = await countsOf(engine, table, value, name, column);
  const distribution = ascending(grouped);
  return { field: rangeField(definition, distribution), ...distribution };
}

/** How many rows have each value that is not NULL, and the least of `least` among them. */
async function countsOf({ select }: Engine, table: string, value: string, name: string, least = value) {
  const rows = `SELECT ${value} AS value, ${least} AS least FROM ${table}`;
  const sql = `SELECT MIN(least) AS value, COUNT(*) AS n FROM (${rows}) AS named WHERE value IS NOT NULL GROUP BY value`;
  const found = await select([sql], `the values of ${name}`);
  return found.map((row) => ({ value: row.value, n: Number(row.n) }));
}

function ascending(found: readonly { value: unknown; n: number }[]): { values: number[]; counts: number[] } {
  const sorted = found.map(({ value, n }) => ({ value: Number(value), n })).sort((a, b) => a.value - b.value);
  return { values: sorted.map(({ value }) => value), counts: sorted.map(({ n }) => n) };
}

type Count = [category: string, rows: number];

/** Vocabularies are in the order of their UTF-8 bytes. */
function byBytes([a]: Count, [b]: Count): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
