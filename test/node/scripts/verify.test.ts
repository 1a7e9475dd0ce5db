import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json as readJson } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { readArtifact } from '../../../scripts/models/artifacts.ts';
import { program } from '../../../scripts/verify.ts';
import type { Artifact } from '../../../src/core/artifact.ts';
import { compileModel } from '../../../src/score.ts';
import { runCommand } from '../run-command.ts';

const artifact = readArtifact('models/us-delay/one-hot.json');

/** A service that answers batches as an artifact does, under the digest of another if one is given. */
async function serveModel(served: Artifact, digest = served.digest): Promise<string> {
  const { score } = compileModel(served);
  const server = createServer(async (request, response) => {
    const { instances } = (await readJson(request)) as { instances: object[] };
    const known = request.headers['x-api-key'] === 'right';
    response.writeHead(known ? 200 : 401, { 'x-model-digest': digest });
    const predictions = instances.map((row) => score(row).prediction);
    response.end(JSON.stringify(known ? { body: { predictions } } : { detail: 'The key is not valid.' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const verify = (url: string, ...options: string[]) =>
  runCommand(program, ['us-delay', url, '--variant', 'one-hot', '--key', 'right', ...options]);

test('verify finds that a service answers golden and random rows bit by bit as the model file', async () => {
  const { code, stdout } = await verify(await serveModel(artifact));
  expect(code).toBe(0);
  expect(stdout).toContain(`digest  ${artifact.digest}: the same`);
  expect(stdout).toContain('random  1000 rows, every bit the same');
});

test('verify fails for answers that differ in the last bits, and for another digest with the same answers', async () => {
  const moved = { ...artifact, intercept: artifact.intercept + 1e-12 };
  const differ = await verify(await serveModel(moved), '--rows', '20');
  expect(differ.code).toBe(1);
  expect(differ.stdout).toMatch(/^random {2}\d+ of 20 rows differ; first \{/m);
  const renamed = await verify(await serveModel(artifact, 'sha256:0'), '--rows', '20', '--json');
  expect(renamed.code).toBe(1);
  expect(JSON.parse(renamed.stdout)).toMatchObject({ verified: false, random: { rows: 20, different: 0 } });
});

test('verify says in one sentence why it cannot ask', async () => {
  const url = await serveModel(artifact);
  const of = async (...args: string[]) => (await runCommand(program, ['us-delay', ...args])).stderr;
  expect(await of(url, '--key', 'wrong')).toBe(`error: ${url}/inference/us-delay answers 401: The key is not valid.\n`);
  expect(await of('http://127.0.0.1:1', '--key', 'right')).toContain('cannot be reached: ');
  expect(await of('https://example.org')).toBe('error: example.org needs a key: pass --key, or set API_KEY\n');
  expect(await of('nowhere', '--key', 'right')).toContain('"nowhere" is neither an address');
});
