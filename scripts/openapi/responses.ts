import type * as z from 'zod';
import { PROBLEMS, type ProblemCode } from '../../src/core/contract/problems.ts';
import { type Place, problemExample, tensorErrorExample } from './problem-examples.ts';
import { openInferenceError, reference } from './schemas.ts';

const ALWAYS = {
  'x-request-id': { $ref: '#/components/headers/RequestId' },
  'x-version': { $ref: '#/components/headers/Version' },
};
const DIGEST = { 'x-model-digest': { $ref: '#/components/headers/ModelDigest' } };
const LINKS = { link: { $ref: '#/components/headers/Links' } };

const TEXT = { type: 'string' };
const RETRY_AFTER = { 'retry-after': { description: 'Seconds', schema: { type: 'integer' } } };

/** Headers of a problem, by its code. */
const PROBLEM_HEADERS: Partial<Record<ProblemCode, Record<string, object>>> = {
  unauthorized: { 'www-authenticate': { schema: TEXT } },
  'method-not-allowed': { allow: { description: 'The methods that the path supports', schema: TEXT } },
  'unsupported-media-type': {
    'accept-encoding': { description: 'identity, if the body was compressed', schema: TEXT },
  },
  'rate-limited': { ...RETRY_AFTER, 'ratelimit-policy': { schema: TEXT } },
  'keys-unavailable': RETRY_AFTER,
  'not-ready': RETRY_AFTER,
};

/** Problems of every path that needs a key. */
export const GUARDED = ['unauthorized', 'rate-limited', 'keys-unavailable', 'internal'] as const;

const BODY = ['malformed-body', 'body-too-large', 'unsupported-media-type', 'invalid-input'] as const;

/** Problems of every request for an inference. */
export const INFERENCE = [...BODY, ...GUARDED, 'invalid-option', 'forbidden', 'unknown-model'] as const;

/** Examples of an answer, by name. */
type Examples = Record<string, { value: unknown }>;

/** An answer in JSON, optionally with the headers for links or for the digest of the model. */
export function ok(
  description: string,
  schemas: (z.core.$ZodType | string)[],
  examples: Examples,
  has: 'links' | 'digest' | 'none' = 'none',
) {
  const refs = schemas.map(reference);
  const schema = refs.length === 1 ? refs[0] : { oneOf: refs };
  return {
    description,
    headers: { ...ALWAYS, ...(has === 'links' && LINKS), ...(has === 'digest' && DIGEST) },
    content: { 'application/json': { schema, examples } },
  };
}

/** Responses for problem codes, by status, with examples for a place. `/v2` has the error shape of its protocol. */
export function problems(codes: readonly ProblemCode[], place: Place) {
  const byStatus = Map.groupBy([...new Set(codes)], (code) => PROBLEMS[code].status);
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, problemResponse(codes, place)]));
}

/** The response for all problems of one status. */
export function problemResponse(codes: readonly ProblemCode[], place: Place) {
  const isTensors = place.path.startsWith('/v2');
  const description = codes.map((code) => `[${PROBLEMS[code].title}](/problems/${code})`).join('; ');
  const headers = Object.assign({ ...ALWAYS }, ...codes.map((code) => PROBLEM_HEADERS[code]));
  const example = isTensors ? tensorErrorExample : problemExample;
  const content = {
    schema: reference(isTensors ? openInferenceError : 'Problem'),
    examples: Object.fromEntries(codes.map((code) => [code, { value: example(code, place) }])),
  };
  return { description, headers, content: { [isTensors ? 'application/json' : 'application/problem+json']: content } };
}
