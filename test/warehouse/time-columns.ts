import type { DialectName } from '../../scripts/sql/dialects.ts';
import type { TimeKind } from '../../scripts/sql/field-cells.ts';

/** By dialect: SQL for a value of a column of times, how it is to be read, and the hour that it is in Santiago; null if it is none. */
export const TIME_COLUMNS: Partial<Record<DialectName, [kind: TimeKind, value: string, hour: number | null][]>> = {
  clickhouse: [
    ['instant', "toDateTime('2027-02-05 21:30:00', 'UTC')", 18],
    ['instant', "toDateTime64('1950-07-05 21:30:00.5', 3, 'UTC')", 17],
    ['instant', "CAST(toDateTime('2027-07-05 21:30:00', 'UTC') AS Nullable(DateTime('UTC')))", 17],
    ['instant', 'CAST(NULL AS Nullable(DateTime))', null],
    ['local', "toDateTime('2027-02-05 18:30:00', 'Asia/Tokyo')", 18],
    ['local', "toDateTime64('1950-02-05 18:30:00', 3, 'Asia/Tokyo')", 18],
    ['local', "toDate('2027-02-05')", 0],
    ['local', "toDate32('1950-02-05')", 0],
    ['local', 'CAST(NULL AS Nullable(Date))', null],
    ['text', "toDate('2027-02-05')", 0],
  ],
  postgres: [
    ['instant', "TIMESTAMPTZ '2027-02-05 21:30:00+00'", 18],
    ['instant', "TIMESTAMPTZ '1950-07-05 21:30:00.5+00'", 17],
    ['local', "TIMESTAMP '2027-02-05 18:30:00'", 18],
    ['local', "DATE '1950-02-05'", 0],
    ['local', "TIMESTAMP 'infinity'", null],
    ['text', "TIMESTAMPTZ '2027-02-05 21:30:00+00'", null],
  ],
  spark: [
    ['instant', "TIMESTAMP '2027-02-05 21:30:00Z'", 18],
    ['instant', "TIMESTAMP '1950-07-05 21:30:00.5Z'", 17],
    ['instant', 'CAST(NULL AS TIMESTAMP)', null],
    ['local', "TIMESTAMP_NTZ '2027-02-05 18:30:00'", 18],
    ['local', "TIMESTAMP_NTZ '1950-02-05 18:30:00'", 18],
    ['local', "DATE '2027-02-05'", 0],
    ['local', "TIMESTAMP_NTZ '1899-12-31 23:00:00'", null],
    ['text', "DATE '2027-02-05'", 0],
  ],
};
