import { columnNames } from './column-names.ts';
import { csvHeader } from './csv-header.ts';
import { literal } from './database.ts';
import type { Source } from './source-column.ts';

/** A CSV or TSV as a source: every value is the text that stands in the file, and an empty one is NULL. */
export function csvSource(path: string, bytes: Buffer): Source {
  const { separator, names } = csvHeader(bytes);
  const columns = columnNames(names).map((name) => ({ name, type: 'VARCHAR', guess: 'all' as const }));
  const options = [
    `delim = ${literal(separator)}`,
    `quote = '"', escape = '"', comment = '', header = true, skip = 0, auto_detect = false, hive_partitioning = false`,
    `columns = {${columns.map(({ name }) => `${literal(name)}: 'VARCHAR'`).join(', ')}}`,
  ];
  return { table: `read_csv(${path}, ${options.join(', ')})`, columns };
}
