import type { Design } from './axes.ts';
import type { Engine } from './engine.ts';
import type { RowSource } from './scored-query.ts';

/** About this many rows make a sample; fewer than twice as many need none. */
const SAMPLE_ROWS = 150_000;
/** Primes by which the columns of a row are mixed. */
const PRIMES = [7919, 104_729, 15_485_863, 32_452_843, 49_979_687, 67_867_967];

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
  { axes }: Pick<Design, 'axes'>,
  source: RowSource,
  table: string,
): Promise<boolean> {
  const stride = Math.floor((await countRows(engine, source)) / SAMPLE_ROWS);
  if (stride <= 1 || axes.length === 0) return false;
  const { dialect } = engine;
  const mixed = axes.map(({ column }, k) => `${dialect.rounded(column)} * ${PRIMES[k % PRIMES.length]}`);
  const conditions = [
    `MOD(${mixed.join(' + ')}, ${stride}) = 0`,
    ...(source.where === undefined ? [] : [source.where]),
  ];
  const query = `SELECT * FROM ${source.table} WHERE ${conditions.join(' AND ')}`;
  await engine.run(dialect.replaceTable(table, query), 'the sample of the rows');
  return true;
}
