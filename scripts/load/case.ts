/** One request and the answer that it must get; `loadtest/case.ts` reads the same format. */
export interface Case {
  method: 'GET' | 'POST';
  path: string;
  contentType: string;
  body: string;
  /** Whether the request carries the API key. */
  key: boolean;
  status: number;
  /** The probability of the positive class for each row, by variant that may answer. */
  expected?: Record<string, number[]>;
}

/** A valid request to a model. */
export function goodCase(model: string, body: object): Case {
  return {
    method: 'POST',
    path: `/inference/${model}`,
    contentType: 'application/json',
    body: JSON.stringify(body),
    key: true,
    status: 200,
  };
}
