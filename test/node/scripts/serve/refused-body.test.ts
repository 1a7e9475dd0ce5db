import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import { readArtifacts } from '../../../../scripts/models/artifact-files.ts';
import { LONGEST_DROP } from '../../../../scripts/serve/refused-body.ts';
import { PROOF } from '../../../proof.ts';

const { model } = readArtifacts('models')[0]!;
const url = `${inject('url')}/inference/${model}`;
const MEGABYTE = 1_000_000;

const refused = [
  { status: 401, key: '' },
  { status: 413, key: inject('key') },
];

test.each(refused.flatMap((one) => [6, 30].map((size) => ({ ...one, size }))))(
  'fetch reads the $status of a body of $size MB, announced or not',
  async ({ status, key, size }) => {
    const headers = { 'content-type': 'application/json', 'x-api-key': key };
    const chunk = new Uint8Array(MEGABYTE).fill(120);
    const stream = () =>
      new ReadableStream({
        start(controller) {
          for (let k = 0; k < size; k++) controller.enqueue(chunk);
          controller.close();
        },
      });
    for (const body of [() => 'x'.repeat(size * MEGABYTE), stream]) {
      const answer = await fetch(url, { method: 'POST', headers, body: body(), duplex: 'half' } as RequestInit);
      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject({ status });
    }
  },
);

const PYTHON = `
import sys, urllib.error, urllib.request
request = urllib.request.Request(sys.argv[1], data=b"x" * 6000000, headers={"content-type": "application/json"})
try: print(urllib.request.urlopen(request).status)
except urllib.error.HTTPError as error: print(error.code)
`;

test('urllib of Python, which sends the whole body before it reads, reads the 401 of a body of 6 MB', async ({
  skip,
}) => {
  const python = promisify(execFile)('python3', ['-c', PYTHON, url]);
  const { stdout } = await python.catch((error) =>
    error.code === 'ENOENT' ? skip('there is no python3') : Promise.reject(error),
  );
  expect(stdout).toBe('401\n');
});

const PROGRAMS = [
  { language: 'Go', program: 'go', args: ['run', 'test/clients/refused_body.go'] },
  { language: 'Java', program: 'java', args: ['test/clients/RefusedBody.java'] },
];

// To compile them takes longer than the rest.
test.skipIf(!PROOF).for(PROGRAMS.flatMap((one) => refused.map((of) => ({ ...one, ...of }))))(
  "$language's own client reads the $status of bodies of 6 and 30 MB in 10 tries each",
  { timeout: 120_000 },
  async ({ program, args, status, key }, { skip }) => {
    for (const size of ['6', '30']) {
      const run = promisify(execFile)(program, [...args, url, key, size, '10']);
      const { stdout } = await run.catch((error) =>
        error.code === 'ENOENT' ? skip(`there is no ${program}`) : Promise.reject(error),
      );
      expect(stdout).toBe(`${status} 10\n`);
    }
  },
);

test('a body that never ends is answered after LONGEST_DROP, and its connection is closed', async () => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const start = performance.now();
  socket.write(
    `POST /inference/${model} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\nx`,
  );
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1.1 401 /);
  expect(String(answer)).toMatch(/^connection: close/im);
  expect(performance.now() - start).toBeGreaterThan(LONGEST_DROP * 0.9);
  if (!socket.readableEnded) await once(socket.resume(), 'end');
});
