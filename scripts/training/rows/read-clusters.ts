import { cellCount } from '../../../src/core/cell.ts';
import { type Connection, select } from '../../data-file/database.ts';
import type { Clusters } from './clusters.ts';
import type { TrainingRows } from './rows.ts';

/** Clusters that are a function of integer fields: every group is the only member of its own kind. */
export function clustersOfFields(
  by: string,
  names: readonly string[],
  { fields, cells, weight, positives }: Omit<TrainingRows, 'clusters'>,
): Clusters {
  const keys = orderKeys(names, { fields, cells, weight });
  const places = new Map(Array.from(Float64Array.from(new Set(keys)).sort(), (key, place) => [key, place]));
  const start = Uint32Array.from({ length: weight.length + 1 }, (_, r) => r);
  return {
    by,
    count: places.size,
    start,
    cluster: Uint32Array.from(keys, (key) => places.get(key)!),
    weight,
    positives,
  };
}

/** For each group, one number that orders the groups by the values of integer fields, the first field first. */
export function orderKeys(
  names: readonly string[],
  { fields, cells, weight }: Pick<TrainingRows, 'fields' | 'cells' | 'weight'>,
): Float64Array {
  const columns = names.map((name) => ({
    size: cellCount(fields.find((field) => field.name === name)!),
    column: cells.get(name)!,
  }));
  return weight.map((_, r) => columns.reduce((key, { size, column }) => key * size + column[r]!, 0));
}

/**
 * Clusters from the table `members`, which has the columns of `groups` and the text `cluster`.
 * @param keys the columns that tell groups apart, in the order of the groups
 * @param groups values of these columns, by group
 */
export async function clustersOfColumn(
  connection: Connection,
  by: string,
  keys: readonly string[],
  groups: readonly Float64Array[],
): Promise<Clusters> {
  const known = await select(connection, 'SELECT DISTINCT cluster FROM members ORDER BY cluster');
  const codes = new Map(known.map((row, code) => [String(row.cluster), code]));
  const [counted] = await select(connection, 'SELECT count(*) AS n FROM members');
  const members = Number(counted!.n);
  const start = new Uint32Array(groups[0]!.length + 1).fill(members);
  const result = { cluster: new Uint32Array(members), weight: new Float64Array(members) };
  const positives = new Float64Array(members);
  const sql = `SELECT ${[...keys, 'cluster', 'total', 'positive'].join(', ')} FROM members ORDER BY ${[...keys, 'cluster'].join(', ')}`;
  let member = 0;
  let group = -1;
  for await (const chunk of await connection.stream(sql)) {
    const columns = Array.from({ length: keys.length + 3 }, (_, c) => chunk.getColumnVector(c));
    const isIn = (g: number, i: number) => g >= 0 && keys.every((_, c) => columns[c]!.getItem(i) === groups[c]![g]);
    for (let i = 0; i < chunk.rowCount; i++, member++) {
      if (!isIn(group, i)) start[++group] = member;
      result.cluster[member] = codes.get(columns[keys.length]!.getItem(i) as string)!;
      result.weight[member] = columns[keys.length + 1]!.getItem(i) as number;
      positives[member] = columns[keys.length + 2]!.getItem(i) as number;
    }
  }
  return { by, count: codes.size, start, ...result, positives };
}
