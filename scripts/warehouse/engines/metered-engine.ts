import type { Engine } from './engine.ts';

/** What a request to an engine cost. */
export interface Request {
  what: string;
  seconds: number;
  /** Rows that came out, and the bytes of their values as text. */
  rows: number;
  bytes: number;
}

/** An engine that notes what every request costs. */
export function meteredEngine(engine: Engine, onRequest: (request: Request) => void): Engine {
  return {
    ...engine,
    async select(statements, what) {
      const start = performance.now();
      const rows = await engine.select(statements, what);
      const seconds = (performance.now() - start) / 1000;
      const bytes = rows.reduce((sum, row) => sum + Object.values(row).join().length + 1, 0);
      onRequest({ what, seconds, rows: rows.length, bytes });
      return rows;
    },
  };
}
