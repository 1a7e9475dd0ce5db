import { type Connection, identifier, literal, select } from '../data-file/database.ts';

/** A column of the data file that can become a field. */
export interface Column {
  name: string;
  kind: 'text' | 'boolean' | 'integer' | 'number' | 'date';
  /** SQL over the table `file`: the value, or NULL if it is missing or unusable. */
  value: string;
}

/** A column with a type that no field supports: lists, structures, bytes. */
export interface UnusableColumn {
  name: string;
  kind: 'unusable';
  type: string;
}

const INTEGER = /^U?(TINYINT|SMALLINT|INTEGER|BIGINT)$/;
const MISSING_MARKS = ['', '-', '.', '?', 'NA', 'N/A', 'NAN', 'NULL', 'NONE'];

/** Whether a column holds numbers. */
export function isNumeric({ kind }: Column): boolean {
  return kind === 'integer' || kind === 'number';
}

/** The columns of the table `file`, in order. */
export async function readColumns(connection: Connection): Promise<(Column | UnusableColumn)[]> {
  const described = await select(connection, 'DESCRIBE file');
  const columns: (Column | UnusableColumn)[] = [];
  for (const row of described)
    columns.push(await readColumn(connection, String(row.column_name), String(row.column_type)));
  return columns;
}

async function readColumn(connection: Connection, name: string, type: string): Promise<Column | UnusableColumn> {
  const column = identifier(name);
  if (type === 'BOOLEAN') return { name, kind: 'boolean', value: `${column}::VARCHAR` };
  if (INTEGER.test(type)) return { name, kind: 'integer', value: column };
  if (/^U?HUGEINT$/.test(type)) return { name, kind: 'integer', value: `TRY_CAST(${column} AS BIGINT)` };
  if (type.startsWith('DECIMAL')) return { name, kind: 'number', value: column };
  if (type === 'FLOAT' || type === 'DOUBLE') return { name, kind: 'number', value: await finite(connection, column) };
  if (type === 'DATE' || type === 'TIMESTAMP') return { name, kind: 'date', value: column };
  if (type === 'TIMESTAMP WITH TIME ZONE') return { name, kind: 'date', value: `(${column} AT TIME ZONE 'UTC')` };
  if (/^TIMESTAMP_/.test(type)) return { name, kind: 'date', value: `${column}::TIMESTAMP` };
  if (type === 'JSON') return { name, kind: 'text', value: `(${column} ->> '$')` };
  if (type === 'UUID' || type.startsWith('ENUM')) return { name, kind: 'text', value: `${column}::VARCHAR` };
  if (type !== 'VARCHAR') return { name, kind: 'unusable', type };
  const number = `TRY_CAST(${column} AS DOUBLE)`;
  if (!(await isMarkedNumber(connection, column, number))) return { name, kind: 'text', value: column };
  return { name, kind: 'number', value: await finite(connection, number) };
}

/** The expression, with NaN and infinity as NULL if the column has any. */
async function finite(connection: Connection, value: string): Promise<string> {
  const [found] = await select(connection, `SELECT count(*) FILTER (NOT isfinite(${value})) AS bad FROM file`);
  return Number(found!.bad) === 0 ? value : `CASE WHEN isfinite(${value}) THEN ${value} END`;
}

/**
 * Whether a text column holds numbers and marks for missing values such as NA. A text column of numbers alone stays text,
 * because the file declares it as text.
 */
async function isMarkedNumber(connection: Connection, text: string, number: string): Promise<boolean> {
  const marks = MISSING_MARKS.map(literal).join(', ');
  const sql = `SELECT count(*) FILTER (is_mark) AS marks, count(*) FILTER (is_number AND NOT is_mark) AS numbers,
       count(*) FILTER (NOT is_number AND NOT is_mark) AS others
     FROM (SELECT upper(trim(${text})) IN (${marks}) AS is_mark, ${number} IS NOT NULL AS is_number
       FROM file WHERE ${text} IS NOT NULL)`;
  const [found] = await select(connection, sql);
  return Number(found!.marks) > 0 && Number(found!.numbers) > 0 && Number(found!.others) === 0;
}
