import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const [, code = ''] = /```js\n(import \{ http \}[\s\S]*?)```/.exec(readFileSync('src/README.md', 'utf8')) ?? [];

type Handler = (request: { body: object }, response: object) => Promise<void>;

/** Runs the function of the document with a service that answers as given. */
async function forward(body: object, answer: Response) {
  const sent: [url: string, init: RequestInit][] = [];
  const handlers: Handler[] = [];
  const shown: { status?: number; json?: unknown } = {};
  new Function('http', 'process', 'fetch', code.replace(/^import .*\n/, ''))(
    (_: string, handler: Handler) => handlers.push(handler),
    { env: { SERVICE: 'https://service.test/inference/delay', API_KEY: 'secret' } },
    async (url: string, init: RequestInit) => {
      sent.push([url, init]);
      return answer;
    },
  );
  const response = {
    status(code: number) {
      shown.status = code;
      return response;
    },
    json(value: unknown) {
      shown.json = value;
    },
  };
  await handlers[0]!({ body }, response);
  return { sent, shown };
}

test('the forwarder of BigQuery adds the key, and sends the calls alone', async () => {
  const { sent, shown } = await forward(
    { requestId: '1', calls: [[1]], userDefinedContext: {} },
    Response.json({ replies: [0.5] }),
  );
  const [[url, init]] = sent as [[string, RequestInit]];
  expect(url).toBe('https://service.test/inference/delay');
  expect(init).toMatchObject({ method: 'POST', headers: { 'x-api-key': 'secret' }, body: '{"calls":[[1]]}' });
  expect(shown).toEqual({ status: 200, json: { replies: [0.5] } });
});

test('the forwarder of BigQuery turns a problem into an errorMessage, and keeps its status', async () => {
  const problem = Response.json(
    { status: 429, detail: 'This key may send 9 requests in 10 seconds.' },
    { status: 429 },
  );
  const { shown } = await forward({ calls: [[1]] }, problem);
  expect(shown).toEqual({ status: 429, json: { errorMessage: 'This key may send 9 requests in 10 seconds.' } });
});
