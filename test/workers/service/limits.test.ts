import { expect, test } from 'vitest';
import { oneKey, tinyService } from '../tiny.ts';

const json = 'application/json';

/** Sends bodies, unchanged, to a service that accepts 1,000 bytes and 10 rows. */
async function service() {
  const { key, store } = await oneKey();
  const { request } = tinyService({ keys: store });
  return (body: BodyInit, headers: Record<string, string> = {}) =>
    request('/inference/tiny', {
      method: 'POST',
      headers: { 'content-type': json, 'x-api-key': key, ...headers },
      body,
    });
}

function rows(count: number): string {
  return JSON.stringify({ instances: new Array(count).fill({ x: 0 }) });
}

test.each([
  ['rows', rows(10), rows(11), 422],
  ['bytes', '{"x":0}'.padEnd(1000), '{"x":0}'.padEnd(1001), 413],
])('the limit of %s that LIMITS sets is accepted, and one more is refused', async (_, at, past, beyond) => {
  const ask = await service();
  expect((await ask(at)).status).toBe(200);
  expect((await ask(past)).status).toBe(beyond);
});

test.each([
  ['3', '3.0'],
  ['0', '-0'],
  ['0', '-0.0'],
  ['0', '0e99'],
  ['1', '1E0'],
  ['0', '1e-400'],
])('the number %s may be written %s', async (plain, written) => {
  const ask = await service();
  const answers = [await ask(`{"x":${plain}}`), await ask(`{"x":${written}}`)];
  const [first, second] = await Promise.all(answers.map((answer) => answer.json()));
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(second).toEqual(first);
});

test.each(['1e400', '-1e400', '"1"', 'true', 'null', '[1]'])('the number %s is refused as a value', async (written) => {
  const response = await (await service())(`{"x":${written}}`);
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ errors: [{ pointer: '/x' }] });
});

test.each(['NaN', 'Infinity', '0x1', '01', '.5', '5.', '1_0'])('%s is not JSON', async (written) => {
  expect((await (await service())(`{"x":${written}}`)).status).toBe(400);
});

test('a repeated member is refused: in a row, in a row of a batch, and in the batch itself', async () => {
  const ask = await service();
  for (const [body, pointer] of [
    ['{"x":0,"x":0}', '/x'],
    ['{"instances":[{"x":0},{"x":0,"\\u0078":0}]}', '/instances/1/x'],
    ['{"instances":[{"x":0}],"instances":[{"x":1}]}', '/instances'],
  ] as const) {
    const response = await ask(body);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ errors: [{ pointer }] });
  }
});

test('a byte order mark is skipped; UTF-16 and half a surrogate pair in UTF-8 are refused', async () => {
  const ask = await service();
  expect((await ask(`\ufeff${'{"x":0}'}`)).status).toBe(200);
  const utf16 = new Uint8Array(Uint16Array.from('{"x":0}', (character) => character.charCodeAt(0)).buffer);
  expect((await ask(utf16)).status).toBe(400);
  expect((await ask(new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]))).status).toBe(400);
});

test('half a surrogate pair, escaped, is a value like any other, and comes back escaped', async () => {
  const response = await (await service())('{"x":"\\ud800","\\udfff":1}');
  expect(response.status).toBe(422);
  const text = await response.text();
  expect(text).toContain('\\\\ud800');
  expect(JSON.parse(text).errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/x', '/\udfff']);
});

test.each(['gzip', 'br', 'deflate', 'zstd', 'identity, gzip'])('a body in %s is refused with 415', async (encoding) => {
  const response = await (await service())('{"x":0}', { 'content-encoding': encoding });
  expect(response.status).toBe(415);
  expect(response.headers.get('accept-encoding')).toBe('identity');
});
