import type { Design } from '../cells/axes.ts';
import type { Engine } from '../engines/engine.ts';
import { type FoundSums, foundSums } from './projection.ts';
import type { RowSource } from './scored-query.ts';
import { type SumSpec, unionOfSums } from './sums-query.ts';

/** Weights keep nine decimals. */
const UNIT = 1e9;

/** Sums of the weights of positive rows, as `e`, and of all rows, as `v`. */
export async function weightSums(
  { dialect, select }: Engine,
  design: Pick<Design, 'axes'>,
  { table, where }: RowSource,
  specs: readonly SumSpec[],
): Promise<FoundSums> {
  const scaled = (name: string) => dialect.rounded(`${name} * ${dialect.sql.double(UNIT)}`);
  const columns = design.axes.map(({ column }) => column);
  const condition = where === undefined ? '' : ` WHERE ${where}`;
  const query = `(SELECT ${[...columns, `${scaled('y')} AS e`, `${scaled('w')} AS v`].join(', ')} FROM ${table}${condition})`;
  const { sql, read } = unionOfSums(dialect, { ...design, numbers: [], features: [], sizes: [] }, query, specs, UNIT);
  return foundSums(specs, read(await select([sql], 'the weights of the rows')));
}
