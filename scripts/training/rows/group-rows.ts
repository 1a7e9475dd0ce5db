import type { Field } from '../../../src/core/artifact.ts';
import { type Connection, execute, select } from '../../data-file/database.ts';
import { sum } from '../../maths/vector.ts';
import type { ModelDefinition } from '../../models/definition.ts';
import { clusterSource } from './cluster-source.ts';
import { countCopies, randomPart } from './random-split.ts';
import { clustersOfColumn, clustersOfFields, orderKeys } from './read-clusters.ts';
import { cellValues, encodeColumn } from './row-cells.ts';
import { TEST, TRAIN, type TrainingRows, VALIDATION } from './rows.ts';

/** The column of rows.sql whose dates order rows by time, if no fields do. */
const SPLIT_TIME = 'split_time';

/** Groups rows of the table `rows` that are identical and in the same part of every split, and reads them by column. */
export async function groupRows(
  connection: Connection,
  fields: Field[],
  columns: ReadonlyMap<string, string>,
  definition: ModelDefinition,
  seed: number,
): Promise<TrainingRows> {
  const names = fields.map(({ name }) => name);
  const values = await cellValues(connection, fields);
  const random = await randomPart(connection, names, columns.keys(), seed);
  const weight = columns.has('weight') ? 'weight::DOUBLE' : undefined;
  const day = dayOf(columns, definition.splits);
  const parts = [
    `(${random})::DOUBLE`,
    `(${timePart(definition.splits)})::DOUBLE`,
    day,
    weight ?? '1',
    'target::DOUBLE',
  ];
  const keys = [...fields.map((_, position) => `f${position}`), 'random_split', 'time_split', 'time_day'];
  // Columns get their names outside of the query that reads `rows`: there, a name of the data would win or be shadowed.
  const group = (table: string, clusters: string[]) =>
    execute(
      connection,
      `CREATE TEMP TABLE ${table} AS SELECT ${[...keys, ...clusters.map(() => 'cluster')].join(', ')},
       ${weight ? exactSum('weight') : 'count(*)::DOUBLE'} AS total,
       ${weight ? `coalesce(${exactSum('weight', 'target = 1')}, 0)` : 'count(*) FILTER (target = 1)::DOUBLE'} AS positive,
       count(*)::DOUBLE AS observations
     FROM (SELECT ${[...values, ...parts, ...clusters].join(', ')} FROM rows)
       AS named(${[...keys, 'weight', 'target', ...clusters.map(() => 'cluster')].join(', ')}) GROUP BY ALL`,
      'grouping the rows (the conditions of splits.time in model.json are part of this)',
    );
  await group('groups', []);
  const table = await readColumns(connection, `SELECT * FROM groups ORDER BY ${keys.join(', ')}`, fields.length + 6);
  const rows: TrainingRows = {
    fields,
    observations: sum(table.at(-1)!),
    ...(!columns.has('split_key') && { copies: await countCopies(connection, columns.keys()) }),
    cells: new Map(
      fields.map((field, position) => [field.name, encodeColumn(field, table[position]!, columns.get(field.name)!)]),
    ),
    randomSplit: Uint8Array.from(table[fields.length]!),
    timeSplit: Uint8Array.from(table[fields.length + 1]!),
    weight: table[fields.length + 3]!,
    positives: table[fields.length + 4]!,
  };
  const { order } = definition.splits.time ?? {};
  if (order) rows.time = orderKeys(order, rows);
  else if (day !== NO_DAY) rows.time = table[fields.length + 2]!;
  const source = clusterSource(definition, columns);
  if (source === undefined) return rows;
  if ('fields' in source) return { ...rows, clusters: clustersOfFields(source.by, source.fields, rows) };
  await group('members', [`coalesce(${source.sql}, '')`]);
  return { ...rows, clusters: await clustersOfColumn(connection, source.by, keys, table) };
}

const NO_DAY = '0::DOUBLE';

/** SQL for the day of a row, counted from 1970, if no fields order rows by time; rows without a date come first. */
function dayOf(columns: ReadonlyMap<string, string>, { time }: ModelDefinition['splits']): string {
  const isDated = /^(DATE|TIMESTAMP)/.test(columns.get(SPLIT_TIME) ?? '');
  if (time === undefined || time.order || !isDated) return NO_DAY;
  return `coalesce(date_diff('day', DATE '1970-01-01', ${SPLIT_TIME}::DATE), -1e9)::DOUBLE`;
}

function timePart({ time }: ModelDefinition['splits']): string {
  if (time === undefined) return '0';
  const before = `CASE WHEN ${time.validation ?? 'false'} THEN ${VALIDATION} ELSE ${TRAIN} END`;
  return `CASE WHEN ${time.train} THEN ${before} WHEN ${time.test} THEN ${TEST} ELSE 0 END`;
}

/** A sum that does not depend on the order in which threads find the rows. */
function exactSum(column: string, condition = 'true'): string {
  return `list_sum(list_sort(list(${column}) FILTER (${condition})))`;
}

async function readColumns(connection: Connection, sql: string, width: number): Promise<Float64Array[]> {
  const [counted] = await select(connection, 'SELECT count(*) AS n FROM groups');
  const columns = Array.from({ length: width }, () => new Float64Array(Number(counted!.n)));
  let row = 0;
  for await (const chunk of await connection.stream(sql)) {
    const { rowCount } = chunk;
    for (let c = 0; c < width; c++) {
      const vector = chunk.getColumnVector(c);
      const column = columns[c]!;
      for (let i = 0; i < rowCount; i++) column[row + i] = vector.getItem(i) as number;
    }
    row += rowCount;
  }
  return columns;
}
