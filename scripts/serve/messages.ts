import type { Count } from './rate-counter.ts';

/** What a serving process reports to the first process. */
export type Report =
  | { kind: 'listening'; port: number }
  /** It cannot serve, and ends. */
  | { kind: 'failed'; reason: string }
  | { kind: 'counts'; counts: Count[] };

/** What the first process asks of a serving process. */
export type Order = { kind: 'stop' } | { kind: 'learn'; process: number; counts: Count[] };
