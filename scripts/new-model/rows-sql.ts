import { basename } from 'node:path';
import { identifier } from '../training/rows/database.ts';
import type { Proposal } from './proposal.ts';

/** The text of rows.sql: a column per field, the target, and what the splits need. */
export function renderRowsSql({ dataPath, target, rows, fields, rowKey, split, rowsWithoutTarget }: Proposal): string {
  const columns = fields.map(({ name, complete, filled, type, found }) => {
    const what = type === 'category' ? JSON.stringify(filled) : 'the median';
    const note = filled === undefined ? '' : ` -- missing in ${found.missing} of ${rows} rows: ${what} stands for it`;
    const column = identifier(name);
    return { sql: complete === column ? column : `${complete} AS ${column}`, note };
  });
  columns.push({ sql: `(${target.condition})::INTEGER AS target`, note: '' });
  if (split) columns.push({ sql: `${split.value} AS split_time`, note: '' });
  columns.push({ sql: `${rowKey.value} AS split_key`, note: '' });
  const lines = columns.map(({ sql, note }, k) => `  ${sql}${k < columns.length - 1 ? ',' : ''}${note}\n`);
  const known = `whose ${comment(target.column)} is known`;
  return [
    `-- One row per row of ${comment(basename(dataPath))}${rowsWithoutTarget > 0 ? ` ${known}` : ''}.\n`,
    'SELECT\n',
    ...lines,
    rowKey.alias === 'data' ? 'FROM data\n' : `FROM data AS ${rowKey.alias}\n`,
    rowsWithoutTarget > 0 ? `WHERE ${target.known}\n` : '',
  ].join('');
}

/** A name that cannot end the comment it stands in. */
function comment(name: string): string {
  return JSON.stringify(name);
}
