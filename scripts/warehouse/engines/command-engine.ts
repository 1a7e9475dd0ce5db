import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { childOutput } from '../../cli/child-output.ts';
import { Failure } from '../../cli/failure.ts';
import { withTemporaryFolder } from '../../cli/temporary-folder.ts';
import { openDatabase, select } from '../../data-file/database.ts';
import { openSource } from '../../data-file/source.ts';
import type { EngineDialect } from './dialect.ts';
import { ENGINE_DIALECTS, type EngineName } from './dialects.ts';
import type { Engine, Row } from './engine.ts';

/**
 * An engine behind a command line, which is started for every request. It gets statements on its standard input, each ended
 * by a semicolon, and prints the rows of the last: CSV or tabs with a line of names, an array of JSON objects, or one a line.
 */
export function commandEngine(name: EngineName, command: string): Engine {
  const dialect: EngineDialect = ENGINE_DIALECTS[name];
  const ask = async (statements: readonly string[], what: string) => {
    const child = spawn(command, { shell: true, stdio: 'pipe' });
    // A command that ends early is known by its exit code.
    child.stdin.on('error', () => {});
    child.stdin.end(statements.map((statement) => `${withSettings(statement, dialect)};\n`).join(''));
    const { stdout, stderr, code } = await childOutput(child);
    if (code === 0) return stdout;
    const reason = stderr.trim().split('\n').at(-1) || stdout.trim().split('\n').at(-1);
    throw new Failure(`${what}: ${command} ended with exit code ${code}: ${reason}`);
  };
  return {
    dialect,
    async run(statements, what) {
      await ask(statements, what);
    },
    async select(statements, what) {
      return parseRows(await ask(statements, what), what);
    },
    close: async () => {},
  };
}

function withSettings(statement: string, { settings }: EngineDialect): string {
  return settings === undefined || statement.startsWith('DROP') ? statement : `${statement} ${settings}`;
}

/** The rows that a command has printed, with names in lower case. @throws {Failure} when they are neither CSV nor JSON */
export async function parseRows(text: string, what: string): Promise<Row[]> {
  if (/^\s*(\[\s*\]\s*)?$/.test(text)) return [];
  return withTemporaryFolder(async (folder) => {
    const path = join(folder, /^\s*[[{]/.test(text) ? 'rows.json' : 'rows.csv');
    writeFileSync(path, text);
    const connection = await openDatabase();
    try {
      await openSource(connection, path);
      const rows = await select(connection, 'SELECT * FROM source', what);
      return rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([key, value]) => [key.toLowerCase(), value])),
      );
    } catch (error) {
      throw new Failure(`${what}: the command printed no CSV and no JSON: ${(error as Error).message}`);
    } finally {
      connection.closeSync();
    }
  });
}
