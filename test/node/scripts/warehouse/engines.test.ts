import { openDatabase } from '../../../../scripts/data-file/database.ts';
import { duckdbEngine } from '../../../../scripts/warehouse/engines/duckdb-engine.ts';
import { describeEngine } from './engine-contract.ts';
import { pgliteEngine } from './pglite-engine.ts';

describeEngine('DuckDB', async () => duckdbEngine(await openDatabase()));
describeEngine('DuckDB with one statement per step', async () => {
  const engine = duckdbEngine(await openDatabase());
  return { ...engine, dialect: { ...engine.dialect, oneStatement: true } };
});
describeEngine('Postgres', pgliteEngine);
