import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { select } from '../../../../scripts/data-file/database.ts';
import { openData } from '../../../../scripts/data-file/open-data.ts';

/** Writes files by name into a folder of their own; returns the path of the first. Removed after the test. */
export function dataFile(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'data-file-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), contents);
  }
  return join(folder, Object.keys(files)[0]!);
}

/** What `openData` makes of a file: the types of its columns by name, and its rows. */
export async function opened(path: string, texts: readonly string[] = [], missing?: readonly string[]) {
  const connection = await openData(path, { texts, missing });
  onTestFinished(() => connection.closeSync());
  const described = await select(connection, 'DESCRIBE data');
  return {
    types: described.map((row) => `${row.column_name} ${row.column_type}`),
    rows: (await connection.runAndReadAll('SELECT * FROM data')).getRowsJson(),
  };
}
