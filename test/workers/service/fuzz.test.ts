import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { FUZZ_RUNS } from '../../proof.ts';
import { examplesOf } from '../examples.ts';
import { post, send, storedKey } from '../service.ts';
import {
  body,
  brokenJson,
  contentType,
  headers,
  headerText,
  inferencePath,
  json,
  lines,
  method,
  path,
} from './fuzz-inputs.ts';

const TIMEOUT = 30_000 + FUZZ_RUNS * 100;

let key: string;
beforeAll(async () => {
  key = await storedKey();
});

/** Checks that an answer is no 5xx and no error page of a framework: it is an answer, a problem, or empty. */
async function expectSane(response: Response, status: (status: number) => boolean): Promise<void> {
  const text = await textOf(response);
  expect(status(response.status), `${response.status}: ${text}`).toBe(true);
  expect(response.headers.get('x-request-id')).toMatch(/^[A-Za-z0-9._:-]{1,128}$/);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  const statuses = documents(response, text).map(({ status }) => status);
  expect(
    statuses.filter((status) => typeof status === 'number' && status >= 500),
    text,
  ).toEqual([]);
  if (response.status < 400 || text === '') return;
  expect(text).not.toMatch(/\n\s+at |node_modules|\.ts:\d/);
  expect(response.headers.get('content-type')).toMatch(/^application\/(problem\+)?json/);
}

/** The text of an answer. workerd warns when text() is called on NDJSON. */
async function textOf(response: Response): Promise<string> {
  return new TextDecoder().decode(await response.arrayBuffer());
}

interface Document {
  status?: unknown;
  prediction?: unknown;
  outputs?: { data?: unknown }[];
  body?: { prediction?: unknown; predictions?: unknown };
  replies?: unknown;
  data?: unknown;
}

/** The JSON documents of an answer: one, or one in every line of NDJSON. */
function documents({ headers }: Response, text: string): Document[] {
  const type = headers.get('content-type') ?? '';
  if (text === '' || !type.includes('json')) return [];
  return (type.includes('ndjson') ? text.trimEnd().split('\n') : [text]).map((line) => JSON.parse(line));
}

function isPrediction({ prediction, outputs = [], body = {}, replies, data }: Document): boolean {
  const found = [prediction, body.prediction, body.predictions, ...outputs.map(({ data }) => data), replies, data];
  return found.some((values) => values !== undefined);
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
      { numRuns: FUZZ_RUNS },
    );
  },
  TIMEOUT,
);

test(
  'an inference request with any body gets an answer below 500',
  async () => {
    await fc.assert(
      fc.asyncProperty(inferencePath, headers, contentType, body, async (path, headers, type, body) => {
        const all = { ...headers, 'content-type': type, 'x-api-key': key };
        await expectSane(await send(path, { method: 'POST', headers: all, body }), (status) => status < 500);
      }),
      { numRuns: FUZZ_RUNS },
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
      { numRuns: FUZZ_RUNS },
    );
  },
  TIMEOUT,
);

test(
  'any line of NDJSON is answered by a document below 500',
  async () => {
    await fc.assert(
      fc.asyncProperty(inferencePath, lines, async (path, body) => {
        const headers = { 'content-type': 'application/x-ndjson', 'x-api-key': key };
        await expectSane(await send(path, { method: 'POST', headers, body }), (status) => status < 500);
      }),
      { numRuns: FUZZ_RUNS },
    );
  },
  TIMEOUT,
);

test('predictions are told apart from other answers, such as the examples of the OpenAPI document', async () => {
  const { input } = examplesOf('delay')[0]!;
  const asked = [
    await send('/inference/delay', post(input, key)),
    await send('/inference/delay', post({ instances: [input] }, key)),
    await send('/inference/delay', post({ calls: [Object.values(input)] }, key)),
    await send('/inference/delay', post({ data: [[0, ...Object.values(input)]] }, key)),
    await send('/inference/delay', {
      ...post(input, key),
      headers: { 'content-type': 'application/x-ndjson', 'x-api-key': key },
    }),
    await send('/v2/models/delay/infer', post({ inputs: tensorsOf(input) }, key)),
  ];
  for (const response of asked) {
    const text = await textOf(response);
    expect(documents(response, text).map(isPrediction), text).toEqual([true]);
  }
  for (const path of ['/openapi.json', '/models', '/models/delay', '/v2/models/delay', '/ready']) {
    const response = await send(path);
    expect(documents(response, await textOf(response)).map(isPrediction)).toEqual([false]);
  }
});

function tensorsOf(input: Record<string, string | number>) {
  return Object.entries(input).map(([name, value]) => {
    return { name, datatype: typeof value === 'string' ? 'BYTES' : 'INT64', shape: [1], data: [value] };
  });
}

test(
  'no request without a key gets a prediction',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(path, inferencePath), method, contentType, body, async (path, method, type, body) => {
        const response = await send(path, { ...withBody(method, body), headers: { 'content-type': type } });
        expect(documents(response, await textOf(response.clone())).filter(isPrediction)).toEqual([]);
        await expectSane(response, (status) => status < 500);
      }),
      { numRuns: FUZZ_RUNS },
    );
  },
  TIMEOUT,
);

test(
  'an inference request without a valid key gets 401',
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
      { numRuns: FUZZ_RUNS },
    );
  },
  TIMEOUT,
);

function flip(text: string, at: number): string {
  return `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`;
}
