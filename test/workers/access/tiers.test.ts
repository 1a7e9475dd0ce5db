import { expect, onTestFinished, test, vi } from 'vitest';
import { oneKey, tinyService } from '../tiny.ts';

const TIERS = new Map([['small', { rows: 2, streamRows: 3 }]]);

async function service() {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => log.mockRestore());
  const { key, store } = await oneKey({ tier: 'small' });
  const { request } = tinyService({ keys: store, tiers: TIERS });
  const send = (path: string, body: string, type = 'application/json') =>
    request(path, { method: 'POST', headers: { 'x-api-key': key, 'content-type': type }, body });
  return { send, logged: () => log.mock.calls.map(([line]) => JSON.parse(line)) };
}

const rows = (count: number) => JSON.stringify({ instances: new Array(count).fill({ x: 0 }) });
const tensors = (count: number) =>
  JSON.stringify({ inputs: [{ name: 'x', shape: [count], datatype: 'FP64', data: new Array(count).fill(0) }] });
const lines = (count: number) => '{"x":0}\n'.repeat(count);

test('a batch has as many rows as the tier of the key allows, and no more', async () => {
  const { send } = await service();
  expect((await send('/inference/tiny', rows(2))).status).toBe(200);
  const response = await send('/inference/tiny', rows(3));
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({
    type: '/problems/invalid-input',
    detail: 'The tier small of this key allows 2 rows in a request.',
  });
});

test('so do tensors', async () => {
  const { send } = await service();
  expect((await send('/v2/models/tiny/infer', tensors(2))).status).toBe(200);
  const response = await send('/v2/models/tiny/infer', tensors(3));
  expect(response.status).toBe(422);
  expect(await response.json()).toEqual({ error: 'The tier small of this key allows 2 rows in a request.' });
});

test('a stream ends with a problem after as many rows as the tier of the key allows; blank lines do not count', async () => {
  const { send, logged } = await service();
  const answers = async (body: string) => {
    const text = await (await send('/inference/tiny', body, 'application/x-ndjson')).text();
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  };
  const answered = { prediction: [0.5, 0.5] };
  expect(await answers(`${lines(2)}\n\n${lines(1)}\n \n`)).toEqual([answered, answered, answered]);
  expect(await answers(lines(5))).toEqual([
    answered,
    answered,
    answered,
    expect.objectContaining({ status: 422, detail: 'The tier small of this key allows 3 rows in a stream.' }),
  ]);
  expect(logged().at(-1)).toMatchObject({ event: 'stream', rows: 3, refused: 0, status: 422 });
});
