import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, inject, onTestFinished, test } from 'vitest';
import type * as runtime from '../../../scripts/client/runtime.ts';
import { program } from '../../../scripts/client.ts';
import { readArtifact } from '../../../scripts/models/artifacts.ts';
import { randomRows } from '../../../scripts/verify/random-rows.ts';
import { compileModel } from '../../../src/score.ts';
import { runCommand } from '../run-command.ts';

const model = compileModel(readArtifact('models/us-delay/one-hot.json'));
const rows = randomRows(model.artifact.fields, 30, 4);
const expected = rows.map((row) => model.score(row).prediction[1]);
const bad = { ...rows[0], hour: 24 };

async function written(language: string, name: string): Promise<string> {
  mkdirSync('.build', { recursive: true });
  const folder = mkdtempSync(join('.build', 'client-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = resolve(folder, name);
  const args = ['--language', language, '--url', inject('url'), '--out', path];
  expect(await runCommand(program, args)).toMatchObject({ code: 0, stderr: '' });
  return path;
}

async function importedClient(): Promise<{ module: typeof runtime; path: string }> {
  const path = await written('typescript', 'client.ts');
  return { module: await import(pathToFileURL(path).href), path };
}

test('the TypeScript client passes the strict type check, with a literal type for every closed vocabulary', async () => {
  const path = await written('typescript', 'client.ts');
  const options = ['--noEmit', '--strict', '--target', 'es2024', '--module', 'nodenext', '--types', 'node'];
  await promisify(execFile)('node_modules/.bin/tsc', [...options, '--ignoreConfig', path]);
  const text = readFileSync(path, 'utf8');
  expect(text).toMatch(/^ {2}'weekday': 'Friday' \| 'Monday' \| /m);
  expect(text).toContain(`one-hot: ${model.artifact.digest}`);
});

test('the TypeScript client answers rows, batches and streams as the model does, and a refusal is a problem', async () => {
  const { createClient, Problem } = (await importedClient()).module;
  const client = createClient({ url: inject('url'), key: inject('key') });
  const variant = { variant: 'one-hot' };
  const { probability, digest } = await client.predict('us-delay', rows[0]!, variant);
  expect([probability, digest]).toEqual([expected[0], model.artifact.digest]);
  expect(await client.predictAll('us-delay', rows, { ...variant, batch: 7 })).toEqual(expected);

  const streamed: unknown[] = [];
  for await (const one of client.predictStream('us-delay', [...rows, bad], variant)) streamed.push(one);
  expect(streamed.slice(0, -1)).toEqual(expected);
  expect(streamed.at(-1)).toMatchObject({ status: 422, errors: [{ pointer: '/hour' }] });
  await expect(client.predict('us-delay', bad)).rejects.toThrow(Problem);
  const stranger = createClient({ url: inject('url'), key: 'none' });
  await expect(stranger.predict('us-delay', rows[0]!)).rejects.toMatchObject({ status: 401 });
});

test('the TypeScript client asks again after 503, and gives up after its attempts', async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    response.writeHead(asked === 2 ? 200 : 503, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(asked === 2 ? { body: { prediction: [0.25, 0.75], variant: 'a' } } : { title: 'Down' }),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { createClient } = (await importedClient()).module;
  expect((await createClient({ url, key: 'k' }).predict('us-delay', {})).probability).toBe(0.75);
  expect(asked).toBe(2);
  await expect(createClient({ url, key: 'k', attempts: 1 }).predict('us-delay', {})).rejects.toThrow('Down');
});

const PYTHON = `
import json, sys
from client import Client, Problem
url, key, rows, bad = json.load(sys.stdin)
client = Client(url, key)
one = client.predict_us_delay(rows[0], variant="one-hot")
stream = list(client.predict_stream_us_delay([*rows, bad], variant="one-hot"))
try:
    client.predict_us_delay(bad)
except Problem as problem:
    refused = [problem.status, problem.errors[0]["pointer"]]
print(json.dumps([one.probability, one.digest, client.predict_all_us_delay(rows, "one-hot", batch=7), stream[:-1], stream[-1].status, refused]))
`;

const hasPython = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))']).status === 0;

test.skipIf(!hasPython)(
  'the Python client answers rows, batches and streams as the model does (needs Python 3.11)',
  async () => {
    const path = await written('python', 'client.py');
    const input = JSON.stringify([inject('url'), inject('key'), rows, bad]);
    const run = promisify(execFile)('python3', ['-c', PYTHON], { cwd: resolve(path, '..') });
    run.child.stdin!.end(input);
    const { stdout } = await run;
    expect(JSON.parse(stdout)).toEqual([expected[0], model.artifact.digest, expected, expected, 422, [422, '/hour']]);
  },
);

test('client writes the same for the local routes, and says in a sentence what it cannot use', async () => {
  const { stdout } = await runCommand(program, ['--language', 'typescript']);
  expect(stdout).toBe(readFileSync(await written('typescript', 'client.ts'), 'utf8'));
  const of = async (...args: string[]) => (await runCommand(program, ['--language', 'python', ...args])).stderr;
  expect(await of('--url', 'nowhere')).toContain('--url is "nowhere": expected an address');
  expect(await of('--url', 'http://127.0.0.1:1')).toContain('http://127.0.0.1:1/models cannot be reached');
});

test('a client has at most 200 lines of its own, in either language', () => {
  for (const name of ['runtime.ts', 'runtime.py']) {
    expect(readFileSync(`scripts/client/${name}`, 'utf8').split('\n').length, name).toBeLessThanOrEqual(200);
  }
});
