import { type Connection, literal, select } from '../data-file/database.ts';

const MARKS = ['', '-', '.', '?', 'NA', 'N/A', 'NAN', 'NULL', 'NONE', 'INF', '+INF', '-INF', 'INFINITY', '-INFINITY'];

/** Whether a text is a mark for a missing value. */
export function isMark(text: string): boolean {
  return MARKS.includes(text.trim().toUpperCase());
}

/** By text: the marks for missing values, such as NA, that a text of the table `file` has, in upper case. */
export async function missingMarks(connection: Connection, texts: readonly string[]): Promise<string[][]> {
  if (texts.length === 0) return [];
  const marks = MARKS.map(literal).join(', ');
  const found = texts.map((text, k) => {
    const upper = `upper(trim(${text}))`;
    return `list_sort(list(DISTINCT ${upper}) FILTER (${upper} IN (${marks}))) AS c${k}`;
  });
  const [row] = await select(connection, `SELECT ${found.join(', ')} FROM file`);
  return texts.map((_, k) => (row![`c${k}`] as string[] | null) ?? []);
}

/** SQL for a text, with NULL in place of marks. */
export function withoutMarks(text: string, marks: readonly string[]): string {
  if (marks.length === 0) return text;
  return `CASE WHEN upper(trim(${text})) NOT IN (${marks.map(literal).join(', ')}) THEN ${text} END`;
}
