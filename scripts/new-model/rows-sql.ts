import { basename } from 'node:path';
import { identifier } from '../data-file/database.ts';
import type { Proposal } from './proposal.ts';

/** The text of rows.sql: a column per field, the target, and the columns for the splits. */
export function renderRowsSql({
  dataPath,
  target,
  rows,
  fields,
  rowKey,
  split,
  date,
  rowsWithoutTarget,
}: Proposal): string {
  const columns = fields.map(({ name, complete, filled, type, found }) => {
    const replacement = type === 'category' ? JSON.stringify(filled) : 'the median';
    const note =
      filled === undefined ? '' : ` -- missing in ${found.missing} of ${rows} rows: replaced by ${replacement}`;
    const column = identifier(name);
    return { sql: complete === column ? column : `${complete} AS ${column}`, note };
  });
  columns.push({ sql: `(${target.condition})::INTEGER AS target`, note: '' });
  if (split) columns.push({ sql: `${split.value} AS split_time`, note: '' });
  if (date) columns.push({ sql: `(${date})::DATE AS cluster`, note: ' -- rows of one day may depend on each other' });
  columns.push({ sql: `${rowKey.value} AS split_key`, note: '' });
  const lines = columns.map(({ sql, note }, k) => `  ${sql}${k < columns.length - 1 ? ',' : ''}${note}\n`);
  const known = `with a value of ${comment(target.column)}`;
  return [
    `-- One row per row of ${comment(basename(dataPath))}${rowsWithoutTarget > 0 ? ` ${known}` : ''}.\n`,
    'SELECT\n',
    ...lines,
    rowKey.alias === 'data' ? 'FROM data\n' : `FROM data AS ${rowKey.alias}\n`,
    rowsWithoutTarget > 0 ? `WHERE ${target.known}\n` : '',
  ].join('');
}

/** A name on one line, so that it cannot end its comment. */
function comment(name: string): string {
  return JSON.stringify(name);
}
