import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

/*
 * A command line such as those of warehouses, over a file of DuckDB: `node stand-in.ts FILE csv|tsv|json|ndjson < SQL` runs
 * the statements, and prints the rows of the last.
 */
const [file = ':memory:', format = 'csv'] = process.argv.slice(2);
const statements = readFileSync(0, 'utf8')
  .split(';\n')
  .filter((statement) => statement.trim() !== '');
const connection = await (await DuckDBInstance.create(file)).connect();
try {
  let names: string[] = [];
  let rows: unknown[][] = [];
  for (const statement of statements) {
    const reader = await connection.runAndReadAll(statement);
    names = reader.columnNames();
    rows = reader.getRowsJson();
  }
  process.stdout.write(written(names, rows));
} catch (error) {
  process.stderr.write(`a line of noise\nERROR: ${(error as Error).message.split('\n')[0]}\n`);
  process.exitCode = 3;
}

function written(names: string[], rows: unknown[][]): string {
  if (format === 'json' || format === 'ndjson') {
    const objects = rows.map((row) => JSON.stringify(Object.fromEntries(names.map((name, k) => [name, row[k]]))));
    return format === 'json' ? `[${objects.join(',\n')}]` : objects.join('\n');
  }
  const separator = format === 'tsv' ? '\t' : ',';
  const text = (value: unknown) =>
    value === null ? '' : format === 'tsv' ? String(value) : `"${String(value).replaceAll('"', '""')}"`;
  return [names, ...rows].map((row) => `${row.map(text).join(separator)}\n`).join('');
}
