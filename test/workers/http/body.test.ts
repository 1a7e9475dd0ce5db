import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mediaTypeOf, readText } from '../../../src/http/body.ts';
import { parseJson } from '../../../src/http/strict-json.ts';

function request(body: BodyInit | null, headers: Record<string, string> = {}): Request {
  return new Request('https://inference.test', { method: 'POST', headers, body });
}

async function code(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'read',
    (error) => error.code,
  );
}

async function readJson(request: Request, maximum: number): Promise<unknown> {
  return parseJson(await readText(request, maximum));
}

test('readJson() accepts a body of the maximum size and refuses one byte more, whatever Content-Length says', async () => {
  const exact = JSON.stringify('x'.repeat(98));
  expect(await readJson(request(exact), 100)).toHaveLength(98);
  expect(await code(readJson(request(`${exact} `), 100))).toBe('body-too-large');
  expect(await code(readJson(request(`${exact} `, { 'content-length': '2' }), 100))).toBe('body-too-large');
  expect(await code(readJson(request('{}', { 'content-length': '101' }), 100))).toBe('body-too-large');
});

test('readJson() cancels a body that it does not read to the end', async () => {
  let cancelled = false;
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(64)),
    cancel: () => {
      cancelled = true;
    },
  });
  expect(await code(readJson(request(endless), 100))).toBe('body-too-large');
  expect(cancelled).toBe(true);
});

test('readJson() decodes characters that are split between chunks, and skips a byte order mark', async () => {
  const bytes = new TextEncoder().encode('\ufeff{"é":"€"}');
  const split = new ReadableStream({
    start(controller) {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  expect(await readJson(request(split), 100)).toEqual({ é: '€' });
});

test('readJson() refuses what is not UTF-8 or not JSON', async () => {
  for (const body of [
    new Uint8Array([0x22, 0xc3, 0x28, 0x22]),
    new Uint8Array([0x22, 0xe2, 0x82]),
    '',
    '{',
    'undefined',
    null,
  ]) {
    expect(await code(readJson(request(body), 100))).toBe('malformed-body');
  }
});

test('readJson() refuses a body that ends early', async () => {
  const cut = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"a":1'));
    },
    pull(controller) {
      controller.error(new Error('the peer is gone'));
    },
  });
  expect(await code(readJson(request(cut), 100))).toBe('malformed-body');
});

/** The same bytes with and without an announced length. */
async function bothWays(bytes: Uint8Array): Promise<unknown[]> {
  const whole = readJson(request(bytes, { 'content-length': String(bytes.byteLength) }), 100);
  const chunks = new ReadableStream({
    start(controller) {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  const outcomes = [whole, readJson(request(chunks), 100)].map((read) =>
    read.catch(({ code, message }) => [code, message]),
  );
  return Promise.all(outcomes);
}

test('readJson() reads the same, whether the length is announced or not', async () => {
  const piece = fc.oneof(
    fc.constantFrom('\ufeff', '\ufffd', '€', '"', '{"é":"€"}', '1', ' ').map((text) => new TextEncoder().encode(text)),
    fc
      .constantFrom([0xc3], [0x28], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xff, 0xfe])
      .map((bytes) => new Uint8Array(bytes)),
  );
  const bytes = fc
    .array(piece, { maxLength: 4 })
    .map((pieces) => new Uint8Array(pieces.flatMap((bytes) => [...bytes])));
  await fc.assert(
    fc.asyncProperty(bytes, async (bytes) => {
      const [whole, chunks] = await bothWays(bytes);
      expect(whole).toEqual(chunks);
    }),
    { numRuns: 500 },
  );
});

const NOT_UTF8 = 'The body is not UTF-8, or contains U+FFFD; write that character as \\ufffd.';

test.each([
  ['one byte order mark', '\ufeff{"é":"€"}', { é: '€' }],
  ['two byte order marks', '\ufeff\ufeff1', ['malformed-body', expect.stringContaining('The body is not JSON')]],
  ['U+FFFD', '"\ufffd"', ['malformed-body', NOT_UTF8]],
  ['U+FFFD, escaped', '"\\ufffd"', '\ufffd'],
  ['half a character', new Uint8Array([0x22, 0xe2, 0x82]), ['malformed-body', NOT_UTF8]],
  ['a lone surrogate', new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]), ['malformed-body', NOT_UTF8]],
  ['a lone surrogate, escaped', '"\\ud800"', '\ud800'],
  ['a byte that starts nothing', new Uint8Array([0x22, 0xc3, 0x28, 0x22]), ['malformed-body', NOT_UTF8]],
])('readJson() handles %s, whether the length is announced or not', async (_, body, outcome) => {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  expect(await bothWays(bytes)).toEqual([outcome, outcome]);
});

const json = { 'content-type': 'application/json' };

test.each([
  ['application/json', 'application/json'],
  ['Application/JSON', 'application/json'],
  ['application/json; charset=utf-8', 'application/json'],
  ['application/json;charset="UTF-8"', 'application/json'],
  ['application/json; charset=utf8', 'application/json'],
  ['application/x-ndjson', 'application/x-ndjson'],
  [' Application/X-NDJSON ;Charset = Utf-8', 'application/x-ndjson'],
])('mediaTypeOf(headers) reads the content-type %j as %s', (type, mediaType) => {
  expect(mediaTypeOf(new Headers({ 'content-type': type }))).toBe(mediaType);
});

test.each([
  {},
  { 'content-type': '' },
  { 'content-type': 'application/problem+json' },
  { 'content-type': 'application/json; charset=latin1' },
  { 'content-type': 'application/json; charset = utf-16' },
  { 'content-type': 'application/json; charset=utf-8; charset=utf-16' },
  { 'content-type': 'application/x-ndjson; charset=utf-16' },
  { ...json, 'content-encoding': 'gzip' },
])('mediaTypeOf(headers) refuses %j', (headers: Record<string, string>) => {
  expect(() => mediaTypeOf(new Headers(headers))).toThrow(expect.objectContaining({ code: 'unsupported-media-type' }));
});

test('mediaTypeOf(headers) names the only content-encoding that is accepted', () => {
  const headers = new Headers({ ...json, 'content-encoding': 'gzip' });
  const options = expect.objectContaining({ headers: { 'accept-encoding': 'identity' } });
  expect(() => mediaTypeOf(headers)).toThrow(expect.objectContaining({ status: 415, options }));
});

test.each(['identity', 'Identity', 'IDENTITY'])('mediaTypeOf(headers) accepts the content-encoding %s', (coding) => {
  expect(mediaTypeOf(new Headers({ ...json, 'content-encoding': coding }))).toBe('application/json');
});
