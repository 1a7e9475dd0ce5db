import { type Connection, literal, select } from './database.ts';

/** Texts that mark a missing value in a column of numbers or dates, in upper case; in a column of names they are names. */
const MARKS = ['', '-', '.', '?', 'NA', 'N/A', 'NAN', 'NULL', 'NONE', 'INF', '+INF', '-INF', 'INFINITY', '-INFINITY'];

/** Whether a text usually marks a missing value. */
export function isMark(text: string): boolean {
  return MARKS.includes(text.trim().toUpperCase());
}

/** SQL: whether a text is a usual mark of a missing value, and not blank. */
export function usualMarks(text: string): string {
  return `upper(trim(${text})) IN (${MARKS.filter((mark) => mark !== '')
    .map(literal)
    .join(', ')})`;
}

/** By text: the usual marks for missing values, such as NA, that it has in a table, in upper case. */
export async function missingMarks(
  connection: Connection,
  table: string,
  texts: readonly string[],
): Promise<string[][]> {
  if (texts.length === 0) return [];
  const marks = MARKS.map(literal).join(', ');
  const found = texts.map((text, k) => {
    const upper = `upper(trim(${text}))`;
    return `list_sort(list(DISTINCT ${upper}) FILTER (${upper} IN (${marks}))) AS c${k}`;
  });
  const [row] = await select(connection, `SELECT ${found.join(', ')} FROM ${table}`);
  return texts.map((_, k) => (row![`c${k}`] as string[] | null) ?? []);
}

/** SQL for a text, with NULL in place of usual marks. */
export function withoutMarks(text: string, marks: readonly string[] = MARKS): string {
  if (marks.length === 0) return text;
  return `CASE WHEN upper(trim(${text})) NOT IN (${marks.map(literal).join(', ')}) THEN ${text} END`;
}

/** SQL for a value of any type, with NULL in place of the given marks, as they stand in the file, and of blank texts. */
export function withoutGivenMarks(value: string, marks: readonly string[]): string {
  const listed = [...marks.map((mark) => mark.trim()), ''].map(literal).join(', ');
  return `CASE WHEN trim((${value})::VARCHAR) NOT IN (${listed}) THEN ${value} END`;
}
