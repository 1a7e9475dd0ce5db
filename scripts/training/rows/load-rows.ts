import type { DuckDBConnection } from '@duckdb/node-api';
import { Failure } from '../../cli/command.ts';
import type { ModelDefinition } from '../../models/definition.ts';
import { execute, openData, select } from './database.ts';
import { checkColumns, completeFields } from './fields.ts';
import { groupRows } from './group-rows.ts';
import type { TrainingRows } from './rows.ts';

/**
 * Runs rows.sql over a data file and groups identical rows. The random third is drawn by MD5 of the seed and the column
 * `split_key` of rows.sql, or the whole row if there is no such column.
 * @throws {Failure} when the query or the data are not fit for training, naming the column
 */
export async function loadRows(
  definition: ModelDefinition,
  query: string,
  dataPath: string,
  seed: number,
): Promise<TrainingRows> {
  const connection = await openData(dataPath);
  try {
    await execute(connection, `CREATE TEMP TABLE rows AS ${query.trim().replace(/;$/, '')}`, 'rows.sql');
    const [{ n }] = (await select(connection, 'SELECT count(*) AS n FROM rows')) as [{ n: bigint }];
    if (n === 0n) throw new Failure('rows.sql selects no rows: there is nothing to learn from');
    const columns = await checkColumns(connection, definition.fields);
    await checkTarget(connection, columns.has('weight'));
    const fields = await completeFields(connection, definition.fields);
    return await groupRows(connection, fields, columns, definition, seed);
  } finally {
    connection.closeSync();
  }
}

async function checkTarget(connection: DuckDBConnection, weighted: boolean): Promise<void> {
  const sql = `SELECT count(*) AS n, count(*) FILTER (target::DOUBLE NOT IN (0, 1)) AS bad,
    count(*) FILTER (target::DOUBLE = 1) AS positive,
    ${weighted ? 'count(*) FILTER (weight <= 0)' : '0'} AS weightless FROM rows`;
  const [found] = await select(connection, sql, 'the target of rows.sql');
  const { n, bad, positive, weightless } = Object.fromEntries(
    Object.entries(found!).map(([name, value]) => [name, Number(value)]),
  ) as Record<'n' | 'bad' | 'positive' | 'weightless', number>;
  if (bad > 0) throw new Failure(`the target of rows.sql is neither 0 nor 1 in ${bad} of ${n} rows`);
  if (weightless > 0) throw new Failure(`the weight of rows.sql is not above 0 in ${weightless} of ${n} rows`);
  if (positive === 0 || positive === n) {
    throw new Failure(
      `the target of rows.sql is ${positive === 0 ? 0 : 1} in all ${n} rows: nothing can be learned from it`,
    );
  }
}
