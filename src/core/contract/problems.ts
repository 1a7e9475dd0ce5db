/** Everything that can go wrong, as callers see it. Only these codes can be thrown. */
export const PROBLEMS = {
  'malformed-body': { status: 400, title: 'The body is not JSON' },
  'invalid-option': { status: 400, title: 'An option in the query is wrong' },
  unauthorized: { status: 401, title: 'A valid API key is required' },
  forbidden: { status: 403, title: 'The API key is not valid for this model' },
  'unknown-path': { status: 404, title: 'There is nothing at this path' },
  'unknown-model': { status: 404, title: 'There is no such model' },
  'unknown-variant': { status: 404, title: 'The model has no such variant' },
  'method-not-allowed': { status: 405, title: 'The path does not support this method' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'invalid-input': { status: 422, title: 'The input is not what the model expects' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'header-too-long': { status: 431, title: 'A header is too long' },
  internal: { status: 500, title: 'Something went wrong' },
  'keys-unavailable': { status: 503, title: 'API keys cannot be checked right now' },
  'not-ready': { status: 503, title: 'A model does not reproduce its examples' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;
