import { withThousands } from '../cli/number-text.ts';
import { type Connection, select } from '../data-file/database.ts';
import type { Column, UnusableColumn } from './column.ts';
import type { ProposedField } from './field.ts';

/** What the report says about the rows of the table `file`: how many are copies, and a field that may be a weight. */
export async function rowNotes(connection: Connection, fields: readonly ProposedField[]): Promise<string[]> {
  const notes: string[] = [];
  const sql =
    'SELECT (SELECT count(*) FROM file) AS total, (SELECT count(*) FROM (SELECT DISTINCT * FROM file)) AS kinds';
  const [found] = await select(connection, sql);
  const { total, kinds } = { total: Number(found!.total), kinds: Number(found!.kinds) };
  if (kinds < total) {
    notes.push(
      `${withThousands(total - kinds)} of ${withThousands(total)} rows are copies of other rows. Rows with the same fields ` +
        'are held out together, or one by one where more than 1 % of the rows are alike',
    );
  }
  const weight = fields.find(({ column, type }) => column.toLowerCase() === 'weight' && type !== 'category');
  if (weight) {
    notes.push(`${weight.name}: a field; if the column says how often a row counts, use --weight ${weight.column}`);
  }
  return notes;
}

/** Columns that rows.sql needs as text although no category has their name. */
export function textColumns(
  target: Column,
  columns: readonly (Column | UnusableColumn)[],
  fields: readonly ProposedField[],
): string[] {
  const categories = new Set(fields.filter(({ type }) => type === 'category').map(({ name }) => name.toLowerCase()));
  const used = new Set(fields.map(({ column }) => column));
  const needed = columns.filter((column): column is Column => column.kind !== 'unusable' && used.has(column.name));
  const texts = [target, ...needed].filter(({ kind, isText }) => isText || kind === 'text').map(({ name }) => name);
  return texts.filter((name) => !categories.has(name.toLowerCase()));
}
