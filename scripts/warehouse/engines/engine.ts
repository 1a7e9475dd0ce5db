import type { EngineDialect } from './dialect.ts';

/** A row of an answer, by the names of its columns in lower case. */
export type Row = Readonly<Record<string, unknown>>;

/** A database that runs SQL. */
export interface Engine {
  dialect: EngineDialect;
  /** Runs statements whose answers do not matter. @throws {Failure} naming the origin, `what` */
  run(statements: readonly string[], what: string): Promise<void>;
  /** Runs statements, and returns the rows of the last. @throws {Failure} naming the origin, `what` */
  select(statements: readonly string[], what: string): Promise<Row[]>;
  close(): Promise<void>;
}
