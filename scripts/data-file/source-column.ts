import { identifier } from './database.ts';

/** A column as the file declares it. */
export interface SourceColumn {
  name: string;
  type: string;
  /** What its texts may turn out to be: anything in a CSV, a date in JSON; a Parquet file leaves nothing to guess. */
  guess: 'all' | 'dates' | 'none';
}

/** A data file as an SQL table, and its columns in order. */
export interface Source {
  table: string;
  columns: SourceColumn[];
}

/** SQL for a column of `source` as the text that stands in the file. */
export function textOf({ name, type }: SourceColumn): string {
  return type === 'VARCHAR' ? identifier(name) : `${identifier(name)}::VARCHAR`;
}
