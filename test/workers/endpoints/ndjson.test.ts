import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { MOST_EXPLAINED } from '../../../src/core/contract/option-schemas.ts';
import { splitLines, TOO_LONG } from '../../../src/http/line-splitter.ts';
import { examplesOf } from '../examples.ts';
import { environment, post, registry, send, storedKey, variantsOf } from '../service.ts';
import { oneKey, tinyArtifact, tinyService } from '../tiny.ts';

type Line = { prediction: [number, number]; interval?: [number, number] } & {
  type: string;
  status: number;
  errors: { pointer: string }[];
};

async function lines(response: Response): Promise<Line[]> {
  const text = new TextDecoder().decode(await response.arrayBuffer());
  expect(text === '' || text.endsWith('\n')).toBe(true);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

async function tiny(body: BodyInit | null, { query = '', headers = {} } = {}) {
  const { key, store } = await oneKey();
  const artifacts = [{ ...tinyArtifact('a', 0), averageLogOdds: [0] }];
  const { request } = tinyService({ artifacts, keys: store });
  const init = { 'content-type': 'application/x-ndjson', 'x-api-key': key, ...headers };
  return request(`/inference/tiny${query}`, { method: 'POST', headers: init, body });
}

test.each([...environment.routes.keys()])('POST /inference/%s answers NDJSON like JSON, in order', async (model) => {
  const rows = examplesOf(model);
  const response = await send(`/inference/${model}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', 'x-api-key': await storedKey() },
    body: rows.map(({ input }) => `${JSON.stringify(input)}\n`).join(''),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/x-ndjson');
  expect(response.headers.get('x-model-digest')).toMatch(/^sha256:/);
  const variant = environment.routes.get(model)!.split[0]!.variant;
  const expected = rows.map(({ variants }) => variants[variant]!.probability);
  for (const [r, { prediction }] of (await lines(response)).entries()) {
    expect(Math.abs(prediction[1] - expected[r]!)).toBeLessThanOrEqual(1e-12);
  }
});

test('a bad line is answered by its problem in its place', async () => {
  const bytes = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x30, 0x7d]);
  const body = new Blob([
    '{"x":0}\n{"x":"one"}\n{"x":\n{"x":0,"x":1}\n[]\n{"instances":[{"x":0}]}\n',
    `{"x":${' '.repeat(1000)}0}\n`,
    bytes,
    '\n{"x":0}',
  ]);
  const answers = await lines(await tiny(body));
  expect(answers.map(({ status = 200 }) => status)).toEqual([200, 422, 400, 422, 422, 422, 413, 400, 200]);
  expect(answers[1]).toEqual({
    type: '/problems/invalid-input',
    title: expect.any(String),
    status: 422,
    detail: expect.any(String),
    errors: [{ pointer: '/x', detail: expect.any(String) }],
  });
});

test('a line with U+FFFD is refused like a body with U+FFFD, and one byte order mark is skipped', async () => {
  const answers = await lines(await tiny('\ufeff{"x":0}\n{"\ufffd":0}\n{"\\ufffd":0}\n'));
  expect(answers).toMatchObject([
    { prediction: [0.5, 0.5] },
    { status: 400, detail: 'The line is not UTF-8, or contains U+FFFD; write that character as \\ufffd.' },
    { status: 422, errors: [{ pointer: '/x' }, { pointer: '/\ufffd' }] },
  ]);
  expect(await lines(await tiny('\ufeff\ufeff{"x":0}\n'))).toMatchObject([{ status: 400 }]);
});

test('blank lines are skipped, CR LF ends a line too, and the last line needs no end', async () => {
  const answers = await lines(await tiny('\n{"x":0}\r\n  \n\n{"x":0}'));
  expect(answers).toEqual([{ prediction: [0.5, 0.5] }, { prediction: [0.5, 0.5] }]);
  expect(await lines(await tiny(''))).toEqual([]);
  expect(await lines(await tiny(null))).toEqual([]);
});

test('options in the query apply to every line', async () => {
  const answers = await lines(await tiny('{"x":1}\n{"x":-1}\n', { query: '?explain&threshold=0.5' }));
  expect(answers).toMatchObject([
    { decision: 'yes', explanation: { contributions: [{ fields: ['x'], logOdds: 1 }] } },
    { decision: 'no', explanation: { contributions: [{ fields: ['x'], logOdds: -1 }] } },
  ]);
});

const withIntervals = [...environment.routes.keys()].flatMap((model) =>
  variantsOf(model).flatMap((variant) => (registry.variant(model, variant).intervals ? [[model, variant]] : [])),
);

test.each(withIntervals)('every line of NDJSON has the same interval as in JSON: %s/%s', async (model, variant) => {
  const instances = examplesOf(model)
    .slice(0, MOST_EXPLAINED)
    .map(({ input }) => input);
  const path = `/inference/${model}/${variant}?interval=0.9`;
  const key = await storedKey();
  const { body } = await (await send(path, post({ instances }, key))).json<{ body: { intervals: unknown[] } }>();
  const streamed = await send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', 'x-api-key': key },
    body: instances.map((row) => `${JSON.stringify(row)}\n`).join(''),
  });
  expect((await lines(streamed)).map(({ interval }) => interval)).toEqual(body.intervals);
});

test('without a key NDJSON is refused like JSON, and a compressed one with 415', async () => {
  expect((await tiny('{"x":0}\n', { headers: { 'x-api-key': '' } })).status).toBe(401);
  expect((await tiny('{"x":0}\n', { headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
});

test('an answer is sent before the next row arrives', async () => {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const answer = (await tiny(readable)).body!.getReader();
  const encoder = new TextEncoder();
  for (let row = 0; row < 3; row++) {
    const [, { value }] = await Promise.all([writer.write(encoder.encode('{"x":0}\n')), answer.read()]);
    expect(new TextDecoder().decode(value)).toBe('{"prediction":[0.5,0.5]}\n');
  }
  await writer.close();
});

test('chunks without a line end are read on', async () => {
  const chunks = ['{"x"', ':', '0}', '\n\n', '{"x":0', '}'].values();
  const pieces = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { done, value } = chunks.next();
      if (done) controller.close();
      else controller.enqueue(new TextEncoder().encode(value));
    },
  });
  expect(await lines(await tiny(pieces))).toHaveLength(2);
});

test('a stream that breaks off also breaks the answer off', async () => {
  const broken = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('gone')) });
  await expect((await tiny(broken)).arrayBuffer()).rejects.toThrow('gone');
});

test('rows are read no faster than answers are read, so that neither piles up', async () => {
  let chunks = 0;
  const chunk = new TextEncoder().encode('{"x":0}\n'.repeat(100));
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      chunks++;
      controller.enqueue(chunk);
    },
  });
  const answer = (await tiny(endless)).body!.getReader();
  await answer.read();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(chunks).toBeLessThan(20);
  await answer.cancel();
});

test('the number of rows is logged at the end, and when the caller leaves', async () => {
  const log = vi.spyOn(console, 'log');
  onTestFinished(() => log.mockRestore());
  await lines(await tiny('{"x":0}\n{}\n'));
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode('{"x":0}\n')),
  });
  const answer = (await tiny(endless)).body!.getReader();
  await answer.read();
  await answer.cancel();
  const logged = log.mock.calls.map(([line]) => JSON.parse(line)).filter(({ event }) => event === 'stream');
  expect(logged).toMatchObject([
    { model: 'tiny', variant: 'a', rows: 2, refused: 1 },
    { model: 'tiny', variant: 'a', rows: expect.any(Number), refused: 0 },
  ]);
});

test('a caller who leaves while a row is awaited is logged once', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => log.mockRestore());
  const { readable } = new TransformStream<Uint8Array, Uint8Array>();
  const answer = (await tiny(readable)).body!.getReader();
  const waiting = answer.read();
  await answer.cancel();
  expect(await waiting).toMatchObject({ done: true });
  await new Promise((resolve) => setTimeout(resolve, 0));
  const logged = log.mock.calls.map(([line]) => JSON.parse(line)).filter(({ event }) => event === 'stream');
  expect(logged).toEqual([expect.objectContaining({ rows: 0 })]);
});

test('a stream that breaks off is logged with its rows and the reason', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => log.mockRestore());
  const chunks = ['{"x":0}\n', '{}\n'];
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks.shift();
      if (chunk === undefined) controller.error(new Error('gone'));
      else controller.enqueue(new TextEncoder().encode(chunk));
    },
  });
  await expect((await tiny(broken)).arrayBuffer()).rejects.toThrow('gone');
  const logged = log.mock.calls.map(([line]) => JSON.parse(line)).filter(({ event }) => event === 'stream');
  expect(logged).toEqual([expect.objectContaining({ rows: 2, refused: 1, error: 'Error: gone' })]);
});

test('splitLines(longest) returns the lines of the text, whichever way it is cut into chunks', () => {
  const text = fc
    .array(fc.constantFrom('a', '€', '\n', 'bcd', '😀', '\r\n', '\ufeff'), { maxLength: 40 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 7 }), (text, size) => {
      const bytes = new TextEncoder().encode(text);
      const { take, end } = splitLines(6);
      const found: unknown[] = [];
      for (let at = 0; at < bytes.length; at += size) found.push(...take(bytes.slice(at, at + size)));
      found.push(...end());
      const lines = text.replace(/^\ufeff/, '').split('\n');
      expect(found).toEqual(lines.map((line) => (line.length > 6 ? TOO_LONG : line)));
    }),
  );
});

test('only white space of JSON makes a line blank: other characters are answered in their place', async () => {
  const blank = ['', ' ', '\t \r'];
  const wrong = ['\u00a0', '\u2028', ' \ufeff'];
  const answers = await lines(await tiny([...blank, ...wrong].map((line) => `${line}\n`).join('')));
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
});

test('a stream with a charset other than UTF-8 is refused', async () => {
  const type = (charset: string) => ({ headers: { 'content-type': `application/x-ndjson; charset=${charset}` } });
  expect((await tiny('{}\n', type('utf-16'))).status).toBe(415);
  expect((await tiny('{}\n', type('utf-8'))).status).toBe(200);
});

test.each([...environment.routes.keys()])('%s refuses a number of 150,000 digits, and does not fail', async (model) => {
  const row = JSON.stringify(examplesOf(model)[0]!.input).replace(/:\d+/, `:${'1'.repeat(150_000)}`);
  const ask = async (type: string, body: string) => {
    const headers = { 'content-type': type, 'x-api-key': await storedKey() };
    return send(`/inference/${model}`, { method: 'POST', headers, body });
  };
  expect((await ask('application/json', row)).status).toBe(422);
  const [answer] = await lines(await ask('application/x-ndjson', `${row}\n`));
  expect(answer!.status).toBe(422);
});
