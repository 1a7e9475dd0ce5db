/** One request and the answer that it must get; `loadtest/case.ts` reads the same. */
export interface Case {
  method: 'GET' | 'POST';
  path: string;
  contentType: string;
  body: string;
  /** Whether the request carries the API key. */
  key: boolean;
  status: number;
  /** Probabilities of the positive class, a row each, by the variant that may answer. */
  expected?: Record<string, number[]>;
}
