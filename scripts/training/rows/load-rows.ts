import { Failure } from '../../cli/command.ts';
import { type Connection, select } from '../../data-file/database.ts';
import type { ModelDefinition } from '../../models/definition.ts';
import { completeFields } from './complete-fields.ts';
import { checkColumns, TYPES } from './fields.ts';
import { groupRows } from './group-rows.ts';
import type { TrainingRows } from './rows.ts';
import { withRows } from './with-rows.ts';

/**
 * Runs rows.sql over a data file (see `withRows`) and groups identical rows.
 * @param minCount categories with fewer rows share one coefficient, unless model.json says otherwise
 * @throws {Failure} when the query or the data are not fit for training, naming the column
 */
export async function loadRows(
  definition: ModelDefinition,
  query: string,
  dataPath: string,
  seed: number,
  minCount = 1,
): Promise<TrainingRows> {
  return withRows(definition, query, dataPath, async (connection) => {
    const [{ n }] = (await select(connection, 'SELECT count(*) AS n FROM rows')) as [{ n: bigint }];
    if (n === 0n) throw new Failure('rows.sql selects no rows: there is nothing to learn from');
    const columns = await checkColumns(connection, definition.fields);
    await checkTarget(connection, columns);
    const fields = await completeFields(connection, definition.fields, { minCount });
    return groupRows(connection, fields, columns, definition, seed);
  });
}

async function checkTarget(connection: Connection, columns: ReadonlyMap<string, string>): Promise<void> {
  for (const name of ['target', 'weight']) await requireNumber(connection, name, columns.get(name));
  const sql = `SELECT count(*) AS n, count(*) FILTER (target::DOUBLE NOT IN (0, 1)) AS bad,
    count(*) FILTER (target::DOUBLE = 1) AS positive,
    ${columns.has('weight') ? 'count(*) FILTER (weight <= 0)' : '0'} AS weightless FROM rows`;
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

async function requireNumber(connection: Connection, name: string, type: string | undefined): Promise<void> {
  if (type === undefined || type === 'BOOLEAN' || TYPES.number(type) || type === 'HUGEINT') return;
  const [example] = await select(connection, `SELECT max(${name})::VARCHAR AS value FROM rows`);
  const shown = `the ${name} of rows.sql is ${type}, such as ${JSON.stringify(example!.value)}`;
  throw new Failure(
    name === 'target'
      ? `${shown}: expected 0 or 1; write a condition, as in (answer = 'yes')::INTEGER AS target`
      : `${shown}: expected a number above 0`,
  );
}
