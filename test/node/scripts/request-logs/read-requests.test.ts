import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { jsonObjects } from '../../../../scripts/request-logs/json-objects.ts';
import { type LoggedRequest, readRequests } from '../../../../scripts/request-logs/read-requests.ts';
import { IN_SHAPE, requestLine } from './logs.ts';

async function inFile(contents: string | Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'logs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'log'), contents);
  return join(folder, 'log');
}

async function readAll(contents: string | Buffer) {
  const requests: LoggedRequest[] = [];
  const summary = await readRequests([await inFile(contents)], (request) => void requests.push(request));
  return { requests, summary };
}

test.each(Object.entries(IN_SHAPE))('readRequests() reads %s, and says that it did', async (shape, write) => {
  const lines = ['a', 'b', 'c'].map((id) => requestLine({ request_id: id, codes: [[1, -2]], probabilities: [0.25] }));
  const { requests, summary } = await readAll(write([...lines, { event: 'shadow', request_id: 'a' }]));
  expect(requests.map(({ requestId }) => requestId)).toEqual(['a', 'b', 'c']);
  expect(requests[0]).toMatchObject({ model: 'delay', status: 200, codes: [[1, -2]], probabilities: [0.25] });
  expect(summary).toEqual({ shapes: new Set([shape]), requests: 3, unreadable: 0 });
});

test('what is no JSON is counted and skipped', async () => {
  const lines = `serving on http://127.0.0.1:8787\n{nonsense}\n${JSON.stringify(requestLine())}\n{"event":"request"}\n`;
  const { summary } = await readAll(lines);
  expect(summary).toMatchObject({ requests: 1, unreadable: 2 });
});

test('objects are found wherever a text is cut into pieces', async () => {
  const text = '[{"a":"{\\"}"},\n {"b":{"c":"\\\\"}}]{"d":1}';
  for (let cut = 0; cut <= text.length; cut++) {
    const pieces = (async function* () {
      yield text.slice(0, cut);
      yield text.slice(cut);
    })();
    const found: string[] = [];
    for await (const object of jsonObjects(pieces)) found.push(object);
    expect(found).toEqual(['{"a":"{\\"}"}', '{"b":{"c":"\\\\"}}', '{"d":1}']);
  }
});

test.each([
  ['', 'no request is logged there'],
  [
    '{"other":1}',
    'expected lines of the service, wrangler tail --format json, Logpush or answers of the telemetry API',
  ],
])('a log of %j is refused', async (contents, reason) => {
  await expect(readAll(contents)).rejects.toThrow(reason);
});

test('a file that is missing is refused by name', async () => {
  await expect(readRequests(['nowhere.ndjson'], () => {})).rejects.toThrow(
    'nowhere.ndjson cannot be read: there is no such file',
  );
});
