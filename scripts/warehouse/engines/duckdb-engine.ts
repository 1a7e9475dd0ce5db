import { type Connection, execute, select } from '../../data-file/database.ts';
import { ENGINE_DIALECTS } from './dialects.ts';
import type { Engine } from './engine.ts';

/** DuckDB through an open connection. */
export function duckdbEngine(connection: Connection): Engine {
  const run = async (statements: readonly string[], what: string) => {
    for (const statement of statements) await execute(connection, statement, what);
  };
  return {
    dialect: ENGINE_DIALECTS.duckdb,
    run,
    async select(statements, what) {
      await run(statements.slice(0, -1), what);
      return select(connection, statements.at(-1)!, what);
    },
    close: async () => connection.closeSync(),
  };
}
