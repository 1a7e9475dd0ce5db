import type { Dialect } from './dialect.ts';
import { bigquery } from './dialects/bigquery.ts';
import { clickhouse } from './dialects/clickhouse.ts';
import { duckdb } from './dialects/duckdb.ts';
import { postgres } from './dialects/postgres.ts';
import { redshift } from './dialects/redshift.ts';
import { snowflake } from './dialects/snowflake.ts';
import { spark } from './dialects/spark.ts';
import { sqlite } from './dialects/sqlite.ts';

/** All dialects, by their names on the command line. A new one is a file in `dialects/` and its name here. */
export const DIALECTS = {
  duckdb,
  postgres,
  sqlite,
  clickhouse,
  spark,
  bigquery,
  snowflake,
  redshift,
} as const satisfies Record<string, Dialect>;

export type DialectName = keyof typeof DIALECTS;
