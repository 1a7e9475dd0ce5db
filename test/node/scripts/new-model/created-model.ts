import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parseDefinition } from '../../../../scripts/models/read-model.ts';
import { type CreateOptions, createModel } from '../../../../scripts/new-model/create.ts';
import { report } from '../../../../scripts/new-model/report.ts';
import type { Cell, Columns } from './file-table.ts';

export const TARGET = { target: 'y' };

/** 200 rows with a heading: the target y, then the columns. */
export function table(y: (k: number) => Cell, columns: Columns): Cell[][] {
  const header = ['y', ...Object.keys(columns)];
  const rows = Array.from({ length: 200 }, (_, k) => [y(k), ...Object.values(columns).map((cell) => cell(k))]);
  return [header, ...rows];
}

/** Writes the rows as data.csv and creates a model from it, in a temporary folder. */
export async function created(rows: Cell[][], options: Omit<CreateOptions, 'onProgress' | 'folder'>) {
  const folder = await temporaryFolder();
  const path = join(folder, 'data.csv');
  await writeFile(path, separated(rows, ','));
  const { files, proposal } = await createModel('test', path, { folder, ...options });
  const [definition, query] = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return {
    definition: parseDefinition(definition!, 'model.json'),
    query: query!,
    proposal,
    text: report('test', files, proposal),
    path,
    folder,
  };
}

/** Rows as the text of a CSV. */
export function separated(rows: Cell[][], separator: string): string {
  const quoted = (cell: Cell) => (typeof cell === 'string' ? `"${cell.replaceAll('"', '""')}"` : String(cell ?? ''));
  return rows.map((row) => `${row.map(quoted).join(separator)}\n`).join('');
}

/** A number with two digits. */
export function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** A folder that is removed after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'new-model-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}
