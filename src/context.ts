import type { KeyRecord } from './api-key.ts';

/** What the steps of a request leave for the later ones, and for the log line. */
export interface AppContext {
  Variables: {
    requestId: string;
    key?: KeyRecord;
    model?: string;
    variant?: string;
    rows?: number;
    /** The rate of the key could not be counted. */
    limiterDown?: true;
  };
}
