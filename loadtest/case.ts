import { SharedArray } from 'k6/data';
import exec from 'k6/execution';

/** One request and the answer that it must get, written by `npm run load`. */
export interface Case {
  method: 'GET' | 'POST';
  path: string;
  contentType: string;
  body: string;
  /** Whether the request carries the API key. */
  key: boolean;
  status: number;
  /** Probabilities of the positive class that the core computed, one per row, by the variant that may answer. */
  expected?: Record<string, number[]>;
}

/** Every fiftieth request is bad on purpose. */
const BAD_EVERY = 50;

/** The cases of one kind in the file CASES, parsed once for all virtual users. */
function casesOf(kind: 'single' | 'batch' | 'bad'): Case[] {
  return new SharedArray<Case>(kind, () => JSON.parse(open(__ENV.CASES!))[kind]);
}

const bad = casesOf('bad');

/** Returns a function that gives the next case: cases of one kind in turn, with two bad ones in a hundred. */
export function caseSource(kind: 'single' | 'batch'): () => Case {
  const good = casesOf(kind);
  return () => {
    const n = exec.scenario.iterationInTest;
    return n % BAD_EVERY === BAD_EVERY - 1 ? bad[Math.floor(n / BAD_EVERY) % bad.length]! : good[n % good.length]!;
  };
}
