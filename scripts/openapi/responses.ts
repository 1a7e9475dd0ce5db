import type * as z from 'zod';
import { PROBLEMS, type ProblemCode } from '../../src/core/problems.ts';
import { openInferenceError, problem, reference } from './schemas.ts';

const REQUEST_ID = { 'x-request-id': { $ref: '#/components/headers/RequestId' } };
const DIGEST = { 'x-model-digest': { $ref: '#/components/headers/ModelDigest' } };
const LINKS = { link: { $ref: '#/components/headers/Links' } };

/** Headers of the problems that have some, by their code. */
const PROBLEM_HEADERS: Partial<Record<ProblemCode, Record<string, object>>> = {
  unauthorized: { 'www-authenticate': { schema: { type: 'string' } } },
  'method-not-allowed': { allow: { schema: { type: 'string' } } },
  'rate-limited': {
    'retry-after': { description: 'Seconds', schema: { type: 'integer' } },
    'ratelimit-policy': { schema: { type: 'string' } },
  },
  'keys-unavailable': { 'retry-after': { description: 'Seconds', schema: { type: 'integer' } } },
  'not-ready': { 'retry-after': { description: 'Seconds', schema: { type: 'integer' } } },
};

/** What can go wrong before any surface that needs a key is reached. */
export const GUARDED = ['unauthorized', 'rate-limited', 'keys-unavailable', 'internal'] as const;

/** What can go wrong with a body. */
export const BODY = ['malformed-body', 'body-too-large', 'unsupported-media-type', 'invalid-input'] as const;

/** An answer in JSON; with `links` or `digest`, the headers that it has. */
export function ok(description: string, schemas: z.core.$ZodType[], has: 'links' | 'digest' | 'none' = 'none') {
  const refs = schemas.map(reference);
  const schema = refs.length === 1 ? refs[0] : { oneOf: refs };
  return {
    description,
    headers: { ...REQUEST_ID, ...(has === 'links' && LINKS), ...(has === 'digest' && DIGEST) },
    content: { 'application/json': { schema } },
  };
}

/** Responses for problem codes, by status; in the protocol's own shape for `/v2`. */
export function problems(codes: readonly ProblemCode[], shape: 'problem' | 'open-inference' = 'problem') {
  const byStatus = Map.groupBy([...new Set(codes)], (code) => PROBLEMS[code].status);
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, response(codes, shape)]));
}

function response(codes: readonly ProblemCode[], shape: 'problem' | 'open-inference') {
  const description = codes.map((code) => `[${PROBLEMS[code].title}](/problems/${code})`).join('; ');
  const headers = Object.assign({ ...REQUEST_ID }, ...codes.map((code) => PROBLEM_HEADERS[code]));
  if (shape === 'open-inference') {
    return { description, headers, content: { 'application/json': { schema: reference(openInferenceError) } } };
  }
  return {
    description,
    headers,
    content: {
      'application/problem+json': {
        schema: reference(problem),
        examples: Object.fromEntries(codes.map((code) => [code, { value: example(code) }])),
      },
    },
  };
}

function example(code: ProblemCode) {
  const { title, status } = PROBLEMS[code];
  const document = { type: `/problems/${code}`, title, status, detail: `${title}.`, instance: '/inference/delay' };
  return { ...document, request_id: '5f2b7c1e-1d0a-4c3b-9f54-0c8f7f3f0a11' };
}
