import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { registry } from '../../src/registry.ts';
import { examplesOf } from './examples.ts';
import { environment, send, storedKey } from './service.ts';

/** Inputs per property: `VITE_FUZZ_RUNS=100000 npx vitest run --project workers fuzz` tries harder. */
const RUNS = Number(import.meta.env.VITE_FUZZ_RUNS ?? 150);
const TIMEOUT = 30_000 + RUNS * 100;

let key: string;
beforeAll(async () => {
  key = await storedKey();
});

const models = [...environment.routes.keys()];
const inputs = models.flatMap((model) => examplesOf(model).map(({ input }) => input));

const nastyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '__proto__', 'constructor', '../', '%00', '%ff', 'x'.repeat(5000), '‮', '\ud800', '1e400', '-0'),
);
const segment = fc.oneof(
  fc.constantFrom(...models, ...models.flatMap((model) => registry.variants(model))),
  fc.constantFrom(
    'inference',
    'models',
    'health',
    'ready',
    'v2',
    'infer',
    'problems',
    'docs',
    'openapi.json',
    '*',
    ':model',
  ),
  nastyText.map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom('%', '%zz', '%c0%af', '..', '.', '', '%2e%2e', '%2F'),
);
const query = fc.oneof(
  fc.constant(''),
  fc.webQueryParameters().map((text) => `?${text}`),
  fc
    .tuple(fc.constantFrom('explain', 'threshold', 'counterfactuals', 'interval'), nastyText)
    .map(([option, value]) => `?${option}=${encodeURIComponent(value.toWellFormed())}`),
);
const path = fc
  .tuple(fc.array(segment, { maxLength: 5 }), query)
  .map(([segments, search]) => `/${segments.join('/')}${search}`);
const inferencePath = fc
  .tuple(
    fc.constantFrom(
      ...models.flatMap((model) => [
        `/inference/${model}`,
        `/v2/models/${model}/infer`,
        ...registry.variants(model).map((variant) => `/inference/${model}/${variant}`),
      ]),
    ),
    query,
  )
  .map(([path, search]) => `${path}${search}`);

const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND');
const headerText = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)) });
const headers = fc.dictionary(
  fc.constantFrom(
    'content-encoding',
    'x-request-id',
    'x-subject',
    'accept',
    'origin',
    'cookie',
    'range',
    'if-none-match',
  ),
  headerText,
);
const contentType = fc.oneof(
  fc.constantFrom('application/json', 'application/json; charset=utf-8', 'application/x-ndjson', 'text/plain', ''),
  headerText,
);

const row = fc.constantFrom(...inputs);
const members = [...new Set(inputs.flatMap((input) => Object.keys(input)))];
const spoiltRow = fc
  .tuple(row, fc.dictionary(fc.oneof(fc.constantFrom(...members), nastyText), fc.oneof(fc.jsonValue(), nastyText)))
  .map(([good, changes]) => ({ ...good, ...changes }));
const tensor = fc.record(
  {
    name: fc.oneof(fc.constantFrom(...members), nastyText),
    shape: fc.oneof(fc.constantFrom([1], [1, 1], [2], [0], [-1], [1e9]), fc.jsonValue()),
    datatype: fc.oneof(fc.constantFrom('BYTES', 'INT64', 'FP64', 'BOOL'), nastyText),
    data: fc.oneof(fc.array(fc.oneof(fc.string(), fc.double(), fc.integer())), fc.jsonValue()),
  },
  { requiredKeys: [] },
);
const json = fc
  .oneof(
    fc.jsonValue(),
    row,
    spoiltRow,
    fc.record({ instances: fc.array(fc.oneof(row, spoiltRow)) }),
    fc.record({ inputs: fc.array(tensor) }),
  )
  .map((value) => JSON.stringify(value));
/** JSON with a piece cut out, doubled, or replaced: near enough to get far. */
const brokenJson = fc
  .tuple(
    json,
    fc.nat(),
    fc.nat({ max: 20 }),
    fc.constantFrom('', '"', '{', ']', ',', ':', '\\', '\u0000', '\ufeff', '1e999'),
  )
  .map(([text, at, length, piece]) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + piece + text.slice(start + length);
  });
const body = fc.oneof(json, brokenJson, fc.uint8Array({ maxLength: 500 }));

/** Never a 5xx, never a page of a framework: an answer, a problem that says what it is, or nothing at all. */
async function expectSane(response: Response, status: (status: number) => boolean): Promise<void> {
  const text = await response.text();
  expect(status(response.status), `${response.status}: ${text}`).toBe(true);
  expect(response.headers.get('x-request-id')).toMatch(/^[A-Za-z0-9._:-]{1,128}$/);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  if (response.status < 400 || text === '') return;
  expect(text).not.toMatch(/\n\s+at |node_modules|\.ts:\d/);
  expect(response.headers.get('content-type')).toMatch(/^application\/(problem\+)?json/);
  JSON.parse(text);
}

function withBody(method: string, body: BodyInit): { method: string; body?: BodyInit } {
  return method === 'GET' || method === 'HEAD' ? { method } : { method, body };
}

test(
  'any request with a key gets an answer below 500',
  async () => {
    await fc.assert(
      fc.asyncProperty(path, method, headers, contentType, body, async (path, method, headers, type, body) => {
        const all = { ...headers, 'content-type': type, 'x-api-key': key };
        await expectSane(await send(path, { ...withBody(method, body), headers: all }), (status) => status < 500);
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT,
);

test(
  'any request for an inference, with any body, gets an answer below 500',
  async () => {
    await fc.assert(
      fc.asyncProperty(inferencePath, headers, contentType, body, async (path, headers, type, body) => {
        const all = { ...headers, 'content-type': type, 'x-api-key': key };
        await expectSane(await send(path, { method: 'POST', headers: all, body }), (status) => status < 500);
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT,
);

test(
  'any JSON as a body of application/json gets an answer below 500',
  async () => {
    await fc.assert(
      fc.asyncProperty(inferencePath, fc.oneof(json, brokenJson), async (path, body) => {
        const headers = { 'content-type': 'application/json', 'x-api-key': key };
        await expectSane(await send(path, { method: 'POST', headers, body }), (status) => status < 500);
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT,
);

test(
  'no request without a key gets a prediction',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(path, inferencePath), method, contentType, body, async (path, method, type, body) => {
        const response = await send(path, { ...withBody(method, body), headers: { 'content-type': type } });
        expect(await response.clone().text()).not.toMatch(/"(predictions?|data)":\s*\[+\d/);
        await expectSane(response, (status) => status < 500);
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT,
);

test(
  'any request for an inference without a good key gets 401',
  async () => {
    const badKey = fc.oneof(
      headerText,
      fc.nat().map((at) => flip(key, at % key.length)),
    );
    await fc.assert(
      fc.asyncProperty(inferencePath, method, badKey, body, async (path, method, badKey, body) => {
        const headers = { 'content-type': 'application/json', 'x-api-key': badKey };
        await expectSane(await send(path, { ...withBody(method, body), headers }), (status) => status === 401);
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT,
);

function flip(text: string, at: number): string {
  return `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`;
}
