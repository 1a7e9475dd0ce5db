import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether the variable PROOF is "all". */
    proof: boolean;
    /** Inputs per property of the fuzz: the variable FUZZ_RUNS. */
    fuzzRuns: number;
  }
}

/** Whether to run the long version of a test: PROOF=all asks for it. */
export const PROOF = inject('proof');

/** Inputs per property of the fuzz: `FUZZ_RUNS=100000 npx vitest run --project workers fuzz` tries more. */
export const FUZZ_RUNS = inject('fuzzRuns');

const QUICK_RUNS = 500;

/** Inputs to try of a property: `most` with PROOF=all, at most 500 without. */
export function runs(most: number): number {
  return PROOF ? most : Math.min(most, QUICK_RUNS);
}
