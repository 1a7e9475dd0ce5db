import { basename } from 'node:path';
import { identifier } from '../data-file/database.ts';
import type { Proposal } from './proposal.ts';

/** The text of rows.sql: a column per field, the target, and the columns for weights, time split and clusters. */
export function renderRowsSql({
  dataPath,
  target,
  weight,
  rows,
  fields,
  split,
  date,
  rowsWithoutTarget,
}: Proposal): string {
  const columns = fields.map(({ name, value, found }) => {
    const column = identifier(name);
    const note = found.missing > 0 ? ` -- missing in ${found.missing} of ${rows} rows` : '';
    return { sql: value === column ? column : `${value} AS ${column}`, note };
  });
  columns.push({ sql: `(${target.condition})::INTEGER AS target`, note: '' });
  if (weight) columns.push({ sql: `${weight.value} AS weight`, note: ' -- how often the row counts' });
  if (split) columns.push({ sql: `${split.value} AS split_time`, note: '' });
  if (date) columns.push({ sql: `(${date})::DATE AS cluster`, note: ' -- rows of one day may depend on each other' });
  const lines = columns.map(({ sql, note }, k) => `  ${sql}${k < columns.length - 1 ? ',' : ''}${note}\n`);
  const known = `with a value of ${comment(target.column)}`;
  return [
    `-- One row per row of ${comment(basename(dataPath))}${rowsWithoutTarget > 0 ? ` ${known}` : ''}.\n`,
    'SELECT\n',
    ...lines,
    'FROM data\n',
    rowsWithoutTarget > 0 ? `WHERE ${target.known}\n` : '',
  ].join('');
}

/** A name on one line, so that it cannot end its comment. */
function comment(name: string): string {
  return JSON.stringify(name);
}
