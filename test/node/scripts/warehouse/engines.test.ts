import { openDatabase } from '../../../../scripts/data-file/database.ts';
import { duckdbEngine } from '../../../../scripts/warehouse/duckdb-engine.ts';
import { describeEngine } from './engine-contract.ts';
import { pgliteEngine } from './pglite-engine.ts';

describeEngine('DuckDB', async () => duckdbEngine(await openDatabase()));
describeEngine('Postgres', pgliteEngine);
