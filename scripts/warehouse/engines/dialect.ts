import type { Dialect } from '../../sql/dialect.ts';

/** How an engine writes what training needs beyond what scoring does. */
export interface EngineDialect {
  sql: Dialect;
  /** A double to the nearest integer of 64 bits. */
  rounded(sql: string): string;
  /** A sum of integers of 64 bits that cannot overflow. */
  sumOfIntegers(sql: string): string;
  /** A sum of doubles as decimals with 15 places, so that it does not depend on the order of the rows. */
  sumOfDoubles(sql: string): string;
  /**
   * A SELECT of the columns `k`, an integer, and `b`, a double, from texts that list numbers, separated by commas: parsers
   * read these much faster than thousands of literals.
   */
  listedTable?(k: string, b: string): string;
  /** Byte `k` of the MD5 hash of a text, as an integer. */
  md5Byte(text: string, k: number): string;
  /** Statements that make a table of the rows of a query, in place of one that may be there. */
  replaceTable(name: string, query: string): string[];
  /** Whether a column holds instants rather than dates and times without a zone; without it, none does. */
  isInstant?(column: string): string;
  /** Goes to the end of statements that select. */
  settings?: string;
  /** Whether a step is one statement with grouping sets, because every statement reads, and costs, the whole table. */
  oneStatement?: boolean;
}
