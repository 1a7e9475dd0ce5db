import { bigquery } from '../../sql/dialects/bigquery.ts';
import { clickhouse } from '../../sql/dialects/clickhouse.ts';
import { duckdb } from '../../sql/dialects/duckdb.ts';
import { postgres } from '../../sql/dialects/postgres.ts';
import { snowflake } from '../../sql/dialects/snowflake.ts';
import { spark } from '../../sql/dialects/spark.ts';
import type { EngineDialect } from './dialect.ts';

const createOrReplace = (name: string, query: string) => [`CREATE OR REPLACE TABLE ${name} AS ${query}`];
const dropAndCreate = (create: string) => (name: string, query: string) => [
  `DROP TABLE IF EXISTS ${name}`,
  `${create.replace('?', name)} AS ${query}`,
];
const decimals = (type: string) => (sql: string) => `SUM(CAST(${sql} AS ${type}))`;

/** The engines that train, by the names that `--engine` takes. */
export const ENGINE_DIALECTS = {
  duckdb: {
    sql: duckdb,
    rounded: (sql) => `CAST(${sql} AS BIGINT)`,
    sumOfIntegers: (sql) => `SUM(${sql})`,
    sumOfDoubles: decimals('DECIMAL(38, 15)'),
    listedTable: (k, b) =>
      `SELECT unnest(from_json('[${k}]', '["INTEGER"]')) AS k, unnest(from_json('[${b}]', '["DOUBLE"]')) AS b`,
    md5Byte: (text, k) => `CAST(('0x' || substr(md5(${text}), ${2 * k + 1}, 2)) AS INTEGER)`,
    replaceTable: createOrReplace,
    isInstant: (column) => `typeof(${column}) = 'TIMESTAMP WITH TIME ZONE'`,
  },
  postgres: {
    sql: postgres,
    rounded: (sql) => `CAST(${sql} AS BIGINT)`,
    sumOfIntegers: (sql) => `SUM(${sql})`,
    sumOfDoubles: decimals('DECIMAL(38, 15)'),
    listedTable: (k, b) =>
      `SELECT unnest(CAST(string_to_array('${k}', ',') AS INTEGER[])) AS k, unnest(CAST(string_to_array('${b}', ',') AS FLOAT8[])) AS b`,
    md5Byte: (text, k) => `get_byte(decode(md5(${text}), 'hex'), ${k})`,
    replaceTable: dropAndCreate('CREATE UNLOGGED TABLE ?'),
    isInstant: (column) => `pg_typeof(${column})::TEXT = 'timestamp with time zone'`,
  },
  clickhouse: {
    sql: clickhouse,
    rounded: (sql) => `CAST(round(${sql}) AS Int64)`,
    sumOfIntegers: (sql) => `SUM(toInt128(${sql}))`,
    sumOfDoubles: (sql) => `SUM(toDecimal128(${sql}, 15))`,
    md5Byte: (text, k) => `reinterpretAsUInt8(substring(MD5(assumeNotNull(${text})), ${k + 1}, 1))`,
    replaceTable: dropAndCreate('CREATE TABLE ? ENGINE = MergeTree ORDER BY tuple()'),
    // Else `SUM(w) AS w` would sum itself.
    settings: `${clickhouse.settings}, prefer_column_name_to_alias = 1`,
  },
  spark: {
    sql: spark,
    rounded: (sql) => `CAST(ROUND(${sql}) AS BIGINT)`,
    sumOfIntegers: decimals('DECIMAL(28, 0)'),
    sumOfDoubles: decimals('DECIMAL(38, 15)'),
    md5Byte: (text, k) => `CAST(CONV(SUBSTR(MD5(${text}), ${2 * k + 1}, 2), 16, 10) AS INT)`,
    replaceTable: dropAndCreate('CREATE TABLE ? USING PARQUET'),
    isInstant: (column) => `typeof(${column}) = 'timestamp'`,
  },
  bigquery: {
    sql: bigquery,
    rounded: (sql) => `CAST(${sql} AS INT64)`,
    sumOfIntegers: decimals('BIGNUMERIC'),
    sumOfDoubles: (sql) => `SUM(ROUND(CAST(${sql} AS BIGNUMERIC), 15))`,
    md5Byte: (text, k) => `TO_CODE_POINTS(MD5(${text}))[OFFSET(${k})]`,
    replaceTable: createOrReplace,
    oneStatement: true,
  },
  snowflake: {
    sql: snowflake,
    rounded: (sql) => `CAST(ROUND(${sql}) AS NUMBER(38, 0))`,
    sumOfIntegers: (sql) => `SUM(${sql})`,
    sumOfDoubles: decimals('NUMBER(38, 15)'),
    md5Byte: (text, k) => `TO_NUMBER(SUBSTR(MD5(${text}), ${2 * k + 1}, 2), 'XX')`,
    replaceTable: createOrReplace,
    oneStatement: true,
  },
} as const satisfies Record<string, EngineDialect>;

export type EngineName = keyof typeof ENGINE_DIALECTS;
