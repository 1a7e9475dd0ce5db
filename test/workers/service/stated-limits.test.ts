import { describe, expect, test } from 'vitest';
import { LONGEST_FOLDED } from '../../../src/core/category.ts';
import { MOST_DIMENSIONS, MOST_TENSORS } from '../../../src/core/contract/open-inference.ts';
import { MOST_EXPLAINED } from '../../../src/core/contract/option-schemas.ts';
import { LONGEST_REQUEST_ID } from '../../../src/http/request-context.ts';
import { MOST_NESTING } from '../../../src/http/strict-json.ts';
import { LONGEST_SUBJECT } from '../../../src/scoring/choose-variant.ts';
import { MOST_ISSUES } from '../../../src/scoring/encoded-rows.ts';
import { environment } from '../service.ts';
import { oneKey, tinyArtifact, tinyService } from '../tiny.ts';

/** The limits that SECURITY.md states: `npm run bundle` writes these constants into it. */
const LIMITS = {
  body: environment.limits.bodyBytes,
  line: environment.limits.bodyBytes,
  rows: environment.limits.rows,
  explained: MOST_EXPLAINED,
  errors: MOST_ISSUES,
  tensors: MOST_TENSORS,
  sizes: MOST_DIMENSIONS,
  nesting: MOST_NESTING,
  category: LONGEST_FOLDED,
  subject: LONGEST_SUBJECT,
  requestId: LONGEST_REQUEST_ID,
};

/** Sends bodies, unchanged, to a service with the default limits. */
async function service() {
  const { key, store } = await oneKey();
  const words = {
    ...tinyArtifact('words', 0),
    fields: [
      { name: 'x', type: 'category', description: '', vocabulary: ['Lima'], unknown: 'reject', match: 'folded' },
    ],
    features: [{ type: 'one-hot', field: 'x', coefficients: [3] }],
    examples: [{ input: { x: 'Lima' }, logit: 3, probability: 0.9525741268224331 }],
  };
  const artifacts = [{ ...tinyArtifact('a', 0), averageLogOdds: [0] }, words];
  const { request } = tinyService({ artifacts, keys: store, limits: environment.limits });
  return async (path: string, body: string, headers: Record<string, string> = {}) => {
    const all = { 'content-type': 'application/json', 'x-api-key': key, ...headers };
    const response = await request(path, { method: 'POST', headers: all, body });
    return { status: response.status, headers: response.headers, text: await decoded(response) };
  };
}

/** The text of an answer. workerd warns when text() is called on NDJSON. */
async function decoded(response: Response): Promise<string> {
  return new TextDecoder().decode(await response.arrayBuffer());
}

const ROW = '{"x":0}';
const batch = (count: number) => `{"instances":[${new Array(count).fill(ROW).join()}]}`;
const tensor = (shape: number[], count = 1, name = 'x') => ({
  name,
  datatype: 'FP64',
  shape,
  data: new Array(count).fill(0),
});
const tensors = (inputs: object[], more = {}) => JSON.stringify({ inputs, ...more });
const V2 = '/v2/models/tiny/infer';
const TINY = '/inference/tiny';

describe.each([
  ['bytes of a body', LIMITS.body, TINY, (n: number) => ROW.padEnd(n), 200, 413],
  ['bytes of a body of tensors', LIMITS.body, V2, (n: number) => tensors([tensor([1])]).padEnd(n), 200, 413],
  ['rows of a batch', LIMITS.rows, TINY, batch, 200, 422],
  ['rows of tensors', LIMITS.rows, V2, (n: number) => tensors([tensor([n], n)]), 200, 422],
  ['explained rows', LIMITS.explained, `${TINY}?explain`, batch, 200, 400],
  ['rows with changes', LIMITS.explained, `${TINY}?counterfactuals`, batch, 200, 400],
  [
    'outputs',
    LIMITS.tensors,
    V2,
    (n: number) => tensors([tensor([1])], { outputs: new Array(n).fill({ name: 'prediction' }) }),
    200,
    422,
  ],
  ['sizes of a shape', LIMITS.sizes, V2, (n: number) => tensors([tensor(new Array(n).fill(1))]), 200, 422],
  [
    'units of a category',
    LIMITS.category,
    `${TINY}/words`,
    (n: number) => JSON.stringify({ x: 'lima'.padEnd(n) }),
    200,
    422,
  ],
] as const)('the limit of %s', (_, limit, path, body, within, beyond) => {
  test('is accepted, and one more is refused', async () => {
    const ask = await service();
    expect((await ask(path, body(limit))).status).toBe(within);
    expect((await ask(path, body(limit + 1))).status).toBe(beyond);
  });
});

test('the limit of nesting is accepted, and one level more is refused', async () => {
  const ask = await service();
  const nested = (depth: number) => `{"x":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
  expect((await ask(TINY, nested(LIMITS.nesting))).text).toContain('x is an array');
  expect((await ask(TINY, nested(LIMITS.nesting + 1))).text).toContain(`may be nested at most ${LIMITS.nesting} deep`);
});

test('the limit of tensors is accepted, and one more is refused', async () => {
  const ask = await service();
  const many = (count: number) => tensors(Array.from({ length: count }, (_, i) => tensor([1], 1, `x${i}`)));
  expect((await ask(V2, many(LIMITS.tensors))).text).toContain('the input x is missing');
  expect((await ask(V2, many(LIMITS.tensors + 1))).text).toContain(`inputs is an array of ${LIMITS.tensors + 1}`);
});

test('the limit of a line of NDJSON is accepted, and one character more is refused in its place', async () => {
  const ask = await service();
  const body = `${ROW.padEnd(LIMITS.line)}\n${ROW.padEnd(LIMITS.line + 1)}\n${ROW}\n`;
  const { text } = await ask(TINY, body, { 'content-type': 'application/x-ndjson' });
  const statuses = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).status);
  expect(statuses).toEqual([undefined, 413, undefined]);
});

test('the limits of x-subject and x-request-id are accepted, and one character more is not', async () => {
  const ask = await service();
  const long = (count: number) => 'a'.repeat(count);
  expect((await ask(TINY, ROW, { 'x-subject': long(LIMITS.subject) })).status).toBe(200);
  expect((await ask(TINY, ROW, { 'x-subject': long(LIMITS.subject + 1) })).status).toBe(431);
  const idOf = async (count: number) =>
    (await ask(TINY, ROW, { 'x-request-id': long(count) })).headers.get('x-request-id');
  expect(await idOf(LIMITS.requestId)).toBe(long(LIMITS.requestId));
  expect(await idOf(LIMITS.requestId + 1)).toMatch(/^[0-9a-f-]{36}$/);
});

test.each([TINY, V2])('%s lists as many errors as the limit, and no more', async (path) => {
  const ask = await service();
  const wrong = (count: number) =>
    path === V2
      ? tensors([{ ...tensor([count]), data: new Array(count).fill('x') }])
      : `{"instances":[${new Array(count).fill('{"x":"x"}').join()}]}`;
  const listed = async (count: number) => (await ask(path, wrong(count))).text.match(/x is \\"x\\"/g)?.length;
  expect(await listed(LIMITS.errors)).toBe(LIMITS.errors);
  expect(await listed(LIMITS.errors + 1)).toBe(LIMITS.errors);
});

test.each([TINY, V2])('%s refuses a compressed body', async (path) => {
  const ask = await service();
  const { status, headers } = await ask(path, path === V2 ? tensors([tensor([1])]) : ROW, {
    'content-encoding': 'gzip',
  });
  expect([status, headers.get('accept-encoding')]).toEqual([415, 'identity']);
});
