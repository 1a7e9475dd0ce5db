import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { readArtifacts } from '../../../../scripts/models/artifact-files.ts';

const { model, variant, artifact } = readArtifacts('models')[0]!;
const path = `/inference/${model}/${variant}`;
const body = JSON.stringify(artifact.examples[0]!.input);

/** Bytes that no client library sends, and pauses in milliseconds between them. */
type Script = (string | number)[];

const server = { url: new URL(inject('url')), key: inject('key') };

/** The answer of the server to a script. After the script the client closes its side. */
async function talk(script: Script): Promise<string> {
  const socket = connect(Number(server.url.port), server.url.hostname);
  const answer = text(socket).catch(() => '');
  for (const step of script) {
    if (typeof step === 'number') await sleep(step);
    else socket.write(step);
  }
  socket.end();
  return answer;
}

function head(...headers: string[]): string {
  const all = [
    'host: x',
    `x-api-key: ${server.key}`,
    'content-type: application/json',
    ...headers,
    'connection: close',
  ];
  return `POST ${path} HTTP/1.1\r\n${all.join('\r\n')}\r\n\r\n`;
}

function chunk(data: string): string {
  return `${Buffer.byteLength(data).toString(16)}\r\n${data}\r\n`;
}

test('a body that arrives byte by byte, or in chunks, is answered', async () => {
  const slow = [...body].flatMap((character) => [character, 1]);
  expect(await talk([head(`content-length: ${Buffer.byteLength(body)}`), ...slow])).toMatch(/^HTTP\/1.1 200/);
  const chunks = [head('transfer-encoding: chunked'), chunk(body.slice(0, 5)), 20, chunk(body.slice(5)), '0\r\n\r\n'];
  expect(await talk(chunks)).toMatch(/^HTTP\/1.1 200/);
});

test('a client that closes its side right after its request reads the answer', async () => {
  for (let k = 0; k < 5; k++) {
    const request = head(`content-length: ${Buffer.byteLength(body)}`) + body;
    expect(await talk([request])).toMatch(/^HTTP\/1.1 200/);
  }
});

test('a body that ends early gets no prediction, and is not an error of the service', async () => {
  for (const script of [
    [head(`content-length: ${Buffer.byteLength(body) + 10}`), body],
    [head('transfer-encoding: chunked'), chunk(body)],
    [head('transfer-encoding: chunked'), 'zz\r\n'],
  ]) {
    expect(await talk(script)).not.toContain('prediction');
  }
  await sleep(500);
  expect(readFileSync(inject('log'), 'utf8')).not.toMatch(/"status":5\d\d/);
});

test('headers of more than a megabyte are refused before they reach the Worker', async () => {
  const answer = await talk([head(`x-filler: ${'x'.repeat(1_100_000)}`, 'content-length: 2'), '{}']);
  expect(answer).not.toMatch(/^HTTP\/1.1 (200|5)/);
});

test('after all these requests the server still answers', async () => {
  expect(await talk([head(`content-length: ${Buffer.byteLength(body)}`), body])).toMatch(/^HTTP\/1.1 200/);
});
