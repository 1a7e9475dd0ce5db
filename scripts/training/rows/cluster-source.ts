import { identifier } from '../../data-file/database.ts';
import type { ModelDefinition } from '../../models/definition.ts';

/** Where the clusters of rows come from: from fields, so that a group is in one cluster, or from a column of rows.sql. */
export type ClusterSource = { by: string; fields: string[] } | { by: string; sql: string };

const DATE = /^(DATE|TIMESTAMP(_S|_MS|_NS)?)$/;

/**
 * The source of clusters: the column `cluster` of rows.sql; else the calendar day, from the fields that order the time
 * split, from the only column of dates, or from a pair of fields for month and day. Undefined if there is none of these:
 * then rows count as independent. Rows whose column is NULL are one cluster.
 * @param types type of every column of rows.sql, by name
 */
export function clusterSource(
  { fields, splits }: Pick<ModelDefinition, 'fields' | 'splits'>,
  types: ReadonlyMap<string, string>,
): ClusterSource | undefined {
  if (types.has('cluster')) return { by: 'the column "cluster" of rows.sql', sql: 'cluster::VARCHAR' };
  const { order } = splits.time ?? {};
  if (order) return { by: dayOf(order), fields: order };
  const dates = [...types].filter(([, type]) => DATE.test(type)).map(([name]) => name);
  if (dates.length === 1) return { by: dayOf(dates), sql: `${identifier(dates[0]!)}::DATE::VARCHAR` };
  const integers = fields.filter(({ type }) => type === 'integer').map(({ name }) => name);
  const month = integers.find((name) => /month$/i.test(name) && integers.includes(dayName(name)));
  return month === undefined ? undefined : { by: dayOf([month, dayName(month)]), fields: [month, dayName(month)] };
}

function dayOf(names: readonly string[]): string {
  return `day (${names.join(', ')})`;
}

/** The name of the field for the day next to one for the month: `flown_day` for `flown_month`. */
function dayName(month: string): string {
  return month.replace(/month$/i, (text) => (text === 'month' ? 'day' : text === 'MONTH' ? 'DAY' : 'Day'));
}
