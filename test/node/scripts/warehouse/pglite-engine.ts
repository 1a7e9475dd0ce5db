import { PGlite } from '@electric-sql/pglite';
import { Failure } from '../../../../scripts/cli/failure.ts';
import { ENGINE_DIALECTS } from '../../../../scripts/warehouse/engines/dialects.ts';
import type { Engine, Row } from '../../../../scripts/warehouse/engines/engine.ts';

/** Postgres in this process. */
export async function pgliteEngine(): Promise<Engine> {
  const database = await PGlite.create();
  const ask = async (statements: readonly string[], what: string): Promise<Row[]> => {
    let rows: Row[] = [];
    try {
      for (const statement of statements) rows = (await database.query<Row>(statement)).rows;
    } catch (error) {
      throw new Failure(`${what}: ${(error as Error).message}`);
    }
    return rows;
  };
  return {
    dialect: ENGINE_DIALECTS.postgres,
    async run(statements, what) {
      await ask(statements, what);
    },
    select: ask,
    close: () => database.close(),
  };
}
