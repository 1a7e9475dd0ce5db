import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseFile } from '../../data-file/database.ts';

/** Where a training keeps what it goes on from after an interruption. */
export interface StateFolder {
  journal: string;
  /** DuckDB's tables, if DuckDB is the engine. */
  database: DatabaseFile;
  remove(): void;
}

const MEMORY = '2GB';

/** Opens the folder of a variant's training; without `resume`, an empty one. */
export function stateFolder(folder: string, resume: boolean): StateFolder {
  if (!resume) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const settings = {
    memory_limit: MEMORY,
    temp_directory: join(folder, 'temp'),
    preserve_insertion_order: 'false',
  };
  return {
    journal: join(folder, 'state.json'),
    database: { path: join(folder, 'cells.duckdb'), settings },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
