/** A type that SQL of this project needs; dialects have their own names for them. */
export type SqlType = 'text' | 'integer' | 'double';

/** A column of a table that is written into a statement. */
export interface TableColumn {
  name: string;
  type: SqlType;
}

/** How a warehouse writes what our statements need. SQL goes in and out as text. */
export interface Dialect {
  /** The name of the product, for messages. */
  title: string;
  types: Readonly<Record<SqlType, string>>;
  /** A name of a column or table, quoted. */
  identifier(name: string): string;
  /** A string literal. @throws {Failure} for a text that the warehouse cannot hold */
  text(value: string): string;
  /** A literal that every parser reads as a double, to the last bit. */
  double(value: number): string;
  /** A value as text that compares by code points, whatever the collation of its column. */
  asText(sql: string): string;
  /** Ends texts that are compared where spaces at their end would not count. */
  textEnd?: string;
  /** A value as a double; NULL, or an error of the warehouse, for a text that is not a number. */
  asNumber(sql: string): string;
  asInteger(sql: string): string;
  /** A condition: a double that is not NULL is a whole number. */
  isWhole(x: string): string;
  /** The largest, and the smallest, of values that are not NULL. */
  greatest(...sql: string[]): string;
  least(...sql: string[]): string;
  /** A SELECT of rows that are written into the statement; rows hold literals. */
  table(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string;
  /** The most rows of such a table; SQLite would make no index for more. */
  mostRows?: number;
  /** The value at a place, counted from 0, among literals; without it, short lists become a CASE and long ones a join. */
  listed?(values: readonly string[], place: string, type: SqlType): string;
  /** Looks up literals without a join: the value beside a key, NULL beside none. */
  looked?(x: string, keys: readonly string[], values: readonly string[], type: SqlType): string;
  /** CASE works a branch out only for the rows that take it, so that casts there need no guard of their own. */
  isLazy?: true;
  times: Times;
  /** Goes to the end of every statement. */
  settings?: string;
  /** How to fold a text; without it, `--fold` is refused. */
  folding?: Folding;
}

/** Timestamps in a dialect. A local hour is the number of hours since 1970 began, by the clocks of a zone. */
export interface Times {
  /** A condition: a text is a timestamp as the service takes it, but for its length. See `TIMESTAMP_PATTERN`. */
  isTimestamp(text: string): string;
  /** Days since 1970 began, of a text such as 2027-02-05. */
  dayOfText(text: string): string;
  /** Seconds since 1970 began in UTC, of a column of instants. */
  secondsOf(column: string): string;
  /** Local hour of a column of dates or times without a zone. */
  hourOf(column: string): string;
  /**
   * Local hour of an instant in seconds. The zone is a string literal, or, where the warehouse knows no zones, the name of a
   * table of the seconds that it is `ahead` of UTC from the second `begin` on.
   */
  localHour(seconds: string, zone: string): string;
  /** Whether the warehouse knows time zones by name. */
  knowsZones: boolean;
  /** Day of the month, and month, of a number of days since 1970 began. */
  dayOfMonth(days: string): string;
  month(days: string): string;
}

/** The functions that folding needs; all arguments but the replacement are SQL. */
export interface Folding {
  /** A text with each letter of `from` replaced by that of `to` at the same place; letters without one are removed. */
  translate(text: string, from: string, to: string): string;
  /** A text with all matches of a pattern replaced; `$1` in the replacement is the first group. */
  replaceAll(text: string, pattern: string, replacement: string): string;
}
