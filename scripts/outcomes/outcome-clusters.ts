import { type Connection, identifier, select } from '../data-file/database.ts';
import { type SourceColumn, textOf } from '../data-file/source-column.ts';
import type { ModelDefinition } from '../models/definition.ts';
import { clusterSource } from '../training/rows/cluster-source.ts';

/** Which outcomes belong together: their cluster, by row, from 0 to `count − 1`. */
export interface OutcomeClusters {
  by: string;
  count: number;
  of: Uint32Array;
  /** The text of each cluster, such as `2026-11-29`. */
  names: readonly string[];
}

/**
 * The clusters of the outcomes in `source`, by the rule of training: the column `cluster`; else the calendar day, from the
 * fields that stand for it, or from the only column of dates. Undefined if there is none of these, or a single cluster.
 * @param columns all columns of `source`, by name
 */
export async function outcomeClusters(
  connection: Connection,
  definition: Pick<ModelDefinition, 'fields' | 'splits'>,
  columns: ReadonlyMap<string, SourceColumn>,
): Promise<OutcomeClusters | undefined> {
  const found = clusterText(definition, columns) ?? (await dateText(connection, definition, columns));
  if (found === undefined) return undefined;
  const rows = await select(connection, `SELECT coalesce(${found.sql}, '') AS cluster FROM source`);
  const places = new Map<string, number>();
  const of = Uint32Array.from(rows, ({ cluster }) => {
    const text = String(cluster);
    if (!places.has(text)) places.set(text, places.size);
    return places.get(text)!;
  });
  return places.size > 1 ? { by: found.by, count: places.size, of, names: [...places.keys()] } : undefined;
}

interface ClusterText {
  by: string;
  sql: string;
}

function clusterText(
  definition: Pick<ModelDefinition, 'fields' | 'splits'>,
  columns: ReadonlyMap<string, SourceColumn>,
): ClusterText | undefined {
  const own = columns.get('cluster');
  if (own) return { by: 'the column "cluster"', sql: textOf(own) };
  const source = clusterSource(definition, new Map(Array.from(columns, ([name, { type }]) => [name, type])));
  if (source === undefined || 'sql' in source) return source;
  const fields = source.fields.map((name) => columns.get(name));
  const texts = fields.flatMap((column) => (column ? [textOf(column)] : []));
  return texts.length === fields.length ? { by: source.by, sql: `concat_ws('-', ${texts.join(', ')})` } : undefined;
}

/** The day of the only other column whose texts are all dates, as in a CSV, which declares no types. */
async function dateText(
  connection: Connection,
  { fields }: Pick<ModelDefinition, 'fields'>,
  columns: ReadonlyMap<string, SourceColumn>,
): Promise<ClusterText | undefined> {
  const known = ['outcome', 'target', 'probability', ...fields.map(({ name }) => name)];
  const others = [...columns.values()].filter(({ name }) => !known.includes(name));
  if (others.length === 0) return undefined;
  const counts = others.map((column, k) => `count(try_cast(${textOf(column)} AS TIMESTAMP)) = count(*) AS c${k}`);
  const [found] = await select(connection, `SELECT ${counts.join(', ')} FROM source`);
  const dates = others.filter((_, k) => found![`c${k}`] === true);
  if (dates.length !== 1) return undefined;
  const { name } = dates[0]!;
  return { by: `day (${name})`, sql: `${identifier(name)}::TIMESTAMP::DATE::VARCHAR` };
}
