import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readJson } from '../../cli/read-json.ts';
import { execute, identifier, literal, openDatabase } from '../../data-file/database.ts';

/** A table whose target `npm run new` can be told in two words. */
export interface PublicTable {
  name: string;
  target: string;
  positive: string;
  /** Values of the target that are positive, if they are several: they become `positive`, and all others `no`. */
  several?: readonly string[];
}

/** Tables of R packages that are looked for in $DATA_DIR/tables, as `<name>.csv.gz`. */
const PUBLIC_TABLES: readonly PublicTable[] = [
  { name: 'pima', target: 'diabetes', positive: 'pos' },
  { name: 'credit_data', target: 'Status', positive: 'bad' },
  { name: 'mlc_churn', target: 'churn', positive: 'yes' },
  { name: 'wa_churn', target: 'churn', positive: 'Yes' },
  { name: 'attrition', target: 'Attrition', positive: 'Yes' },
  { name: 'income', target: 'INCOME', positive: 'yes', several: ['[40.000-50.000)', '[50.000-75.000)', '[75.000-'] },
];

const listedSchema = z.array(z.strictObject({ name: z.string(), target: z.string(), positive: z.string() }));

/**
 * The tables that a folder has, and their files: those that are known, and those that its tables.json lists, as
 * test/oracle/write_tables.py writes it.
 */
export function foundTables(folder: string): (PublicTable & { path: string })[] {
  const list = join(folder, 'tables.json');
  const listed = existsSync(list) ? readJson(list, listedSchema) : [];
  return [...PUBLIC_TABLES, ...listed]
    .map((table) => ({ ...table, path: join(folder, `${table.name}.csv.gz`) }))
    .filter(({ path }) => existsSync(path));
}

/** The file of a table as `npm run new` can read it, in a folder. */
export async function withOnePositive(
  { path, target, positive, several }: PublicTable & { path: string },
  folder: string,
): Promise<string> {
  if (several === undefined) return path;
  const written = join(folder, 'table.csv');
  const column = identifier(target);
  const isPositive = `${column} IN (${several.map(literal).join(', ')})`;
  const connection = await openDatabase();
  try {
    await execute(
      connection,
      `COPY (SELECT * REPLACE (CASE WHEN ${isPositive} THEN ${literal(positive)} ELSE 'no' END AS ${column})
       FROM read_csv(${literal(path)}, all_varchar = true, header = true)) TO ${literal(written)} (HEADER)`,
    );
  } finally {
    connection.closeSync();
  }
  return written;
}
