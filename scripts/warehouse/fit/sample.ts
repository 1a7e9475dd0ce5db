import { cellCount } from '../../../src/core/cell.ts';
import type { Field } from '../../../src/core/field.ts';
import { axisColumn } from '../cells/axes.ts';
import { mixedColumns } from '../cells/mixed-columns.ts';
import type { Engine } from '../engines/engine.ts';
import type { RowSource } from '../sums/scored-query.ts';

/** About this many rows make a sample; fewer than twice as many need none. */
const SAMPLE_ROWS = 150_000;

/** How many rows a source has. */
export async function countRows({ select }: Engine, { table, where }: RowSource): Promise<number> {
  const condition = where === undefined ? '' : ` WHERE ${where}`;
  const [found] = await select([`SELECT COUNT(*) AS n FROM ${table}${condition}`], 'the number of rows');
  return Number(found!.n);
}

/**
 * Makes a table of a sample of many rows, the same in every engine. A fit of it is only where the fit of all rows starts.
 * @returns whether there are so many rows
 */
export async function makeSample(
  engine: Engine,
  fields: readonly Field[],
  source: RowSource,
  table: string,
): Promise<boolean> {
  const stride = Math.floor((await countRows(engine, source)) / SAMPLE_ROWS);
  if (stride <= 1) return false;
  await writeSample(engine, fields, source, stride, table);
  return true;
}

/** At most about this many rows of a source: all of them, or a table of a sample. */
export async function sampled(
  engine: Engine,
  fields: readonly Field[],
  source: RowSource,
  most: number,
  table: string,
): Promise<RowSource> {
  const stride = Math.ceil((await countRows(engine, source)) / most);
  if (stride <= 1) return source;
  await writeSample(engine, fields, source, stride, table);
  return { table };
}

async function writeSample(
  { dialect, run }: Engine,
  fields: readonly Field[],
  { table: from, where }: RowSource,
  stride: number,
  table: string,
): Promise<void> {
  const columns = fields.flatMap((field, position) => (cellCount(field) > 0 ? [axisColumn(position)] : []));
  const drawn = `MOD(${mixedColumns(dialect, columns)}, ${stride}) = 0`;
  const conditions = [drawn, ...(where === undefined ? [] : [where])];
  const query = `SELECT * FROM ${from} WHERE ${conditions.join(' AND ')}`;
  await run(dialect.replaceTable(table, query), 'the sample of the rows');
}
