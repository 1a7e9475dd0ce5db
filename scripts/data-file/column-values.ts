import { columnTypes, type TextType } from './column-types.ts';
import { type Connection, identifier } from './database.ts';
import { missingMarks, withoutGivenMarks, withoutMarks } from './missing-marks.ts';
import type { SourceColumn } from './source-column.ts';

export interface ColumnOptions {
  /** Columns that stay text, or turn into text, whatever their values look like. */
  texts?: Iterable<string>;
  /** Texts that mark a missing value in any column. Without them, usual marks such as NA do in columns of numbers or dates. */
  missing?: readonly string[] | undefined;
}

/** SQL over `source` for the values of a column that is not one of `texts`. */
interface Read {
  column: SourceColumn;
  value: string;
}

/** Types of which a text can be in JSON, too. */
const IS_DATE = /^(DATE|TIMESTAMP)/;

/**
 * By column: SQL over `source` for its values, with the type that fits all of its texts, and NULL where they are missing.
 * @throws {Failure} naming `what` when the file cannot be read
 */
export async function columnValues(
  connection: Connection,
  columns: readonly SourceColumn[],
  { texts = [], missing }: ColumnOptions,
  what: string,
): Promise<string[]> {
  const kept = new Set(Array.from(texts, (name) => name.toLowerCase()));
  const all = columns.map((column): Read => {
    const name = identifier(column.name);
    return { column, value: missing ? withoutGivenMarks(name, missing) : name };
  });
  const open = all.filter(({ column }) => !kept.has(column.name.toLowerCase()));
  const typed = await guessTypes(connection, open, what);
  const others = open.filter(({ column }) => column.type === 'VARCHAR' && !typed.has(column));
  const marked = missing ? new Map<SourceColumn, string>() : await readMarks(connection, others, what);
  return all.map(({ column, value }) => {
    if (kept.has(column.name.toLowerCase())) return cast(column, value, 'VARCHAR');
    return marked.get(column) ?? typed.get(column) ?? value;
  });
}

/** Columns of texts that are all of another type, as that type. */
async function guessTypes(connection: Connection, read: readonly Read[], what: string) {
  const guessed = read.filter(({ column }) => column.guess !== 'none');
  const types = await typesOf(connection, guessed, what);
  const fitting = guessed.flatMap(({ column, value }, k) => {
    const fits = types[k] !== 'VARCHAR' && (column.guess === 'all' || IS_DATE.test(types[k]!));
    return fits ? [[column, cast(column, value, types[k]!)] as const] : [];
  });
  return new Map(fitting);
}

/** Columns of texts that are of another type but for usual marks of missing values, as that type. */
async function readMarks(connection: Connection, read: readonly Read[], what: string) {
  const unmarked = read.map(({ column, value }) => ({ column, value: withoutMarks(value) }));
  const types = await typesOf(connection, unmarked, what);
  const typed = unmarked.filter((_, k) => types[k] !== 'VARCHAR');
  const marks = await missingMarks(
    connection,
    'source',
    typed.map(({ column }) => identifier(column.name)),
  );
  const withMarks = typed.filter((_, k) => marks[k]!.length > 0);
  return new Map(withMarks.map((one) => [one.column, `CAST(${one.value} AS ${types[unmarked.indexOf(one)]})`]));
}

function typesOf(connection: Connection, read: readonly Read[], what: string): Promise<TextType[]> {
  return columnTypes(
    connection,
    'source',
    read.map(({ value }) => value),
    what,
  );
}

/** SQL for a column as another type. */
function cast({ type }: SourceColumn, value: string, wanted: string): string {
  return type === wanted ? value : `CAST(${value} AS ${wanted})`;
}
