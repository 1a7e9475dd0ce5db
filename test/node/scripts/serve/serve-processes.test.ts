import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, inject, onTestFinished, test } from 'vitest';
import { addKey } from '../../../../scripts/keys/bulletin.ts';
import { folderStore } from '../../../../scripts/keys/folder-store.ts';
import { openKeyFolder } from '../../../../scripts/keys/key-folder.ts';
import { readArtifacts } from '../../../../scripts/models/artifact-files.ts';
import { METRICS } from '../../../../scripts/serve/metrics.ts';
import { childrenOf, isRunning, until } from '../../processes.ts';

const { model, artifact } = readArtifacts('models')[0]!;
const SERVING = /^serving on (\S+)$/;
const DASHBOARD = 'scripts/serve/export/grafana.json';

/** Runs server.js as an exported folder does, with nothing but these variables. */
async function runServer(variables: Record<string, string> = {}) {
  const state = await mkdtemp(join(tmpdir(), 'server-test-'));
  const env = { PORT: '0', PROCESSES: '2', STATE_DIR: state, ...variables };
  const child = spawn(process.execPath, [join(inject('bundle'), 'server.js')], { env });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await rm(state, { recursive: true, force: true });
  });
  const stdout: string[] = [];
  const stderr: string[] = [];
  createInterface(child.stdout).on('line', (line) => stdout.push(line));
  const lines = createInterface(child.stderr).on('line', (line) => stderr.push(line));
  const exited = once(child, 'exit') as Promise<[code: number | null, signal: string | null]>;
  const ready = (async () => {
    while (!stderr.some((line) => SERVING.test(line))) await once(lines, 'line');
    return SERVING.exec(stderr.find((line) => SERVING.test(line))!)![1]!;
  })();
  const url = await Promise.race([ready, exited.then(() => '')]);
  const { key } = await addKey(folderStore(openKeyFolder(join(state, 'keys'))), { name: 'test' }, new Date());
  const ask = (base = url) =>
    fetch(`${base}/inference/${model}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': key },
      body: JSON.stringify(artifact.examples[0]!.input),
    });
  return { child, state, url, key, stdout, stderr, exited, ask };
}

test('SIGTERM ends all processes with exit code 0, and no line of the log is lost', async () => {
  const { child, stdout, exited, ask } = await runServer();
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask()));
  expect(answers.map(({ status }) => status)).toEqual(new Array(50).fill(200));
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  expect(stdout.filter((line) => JSON.parse(line).status === 200)).toHaveLength(50);
});

test.skipIf(process.platform !== 'linux')(
  'no process survives kill -9 of the first, and one that dies is replaced',
  async () => {
    const { child, url, ask } = await runServer();
    const children = childrenOf(child.pid!);
    expect(children).toHaveLength(2);
    process.kill(children[0]!, 'SIGKILL');
    await until(() => childrenOf(child.pid!).length === 2 && !isRunning(children[0]!));
    expect((await ask()).status).toBe(200);

    const last = childrenOf(child.pid!);
    child.kill('SIGKILL');
    await until(() => !last.some(isRunning));
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  },
);

test.each([
  [{ PORT: 'http' }, 'error: PORT is "http": expected an integer from 0 to 65535'],
  [{ PROCESSES: '0' }, 'error: PROCESSES is "0": expected an integer from 1 to 64'],
  [{ METRICS_PORT: '70000' }, 'error: METRICS_PORT is "70000": expected an integer from 0 to 65535'],
  [{ HOST: '203.0.113.1' }, 'error: cannot listen on port 0 of 203.0.113.1 (EADDRNOTAVAIL)'],
])('a server with %j ends with exit code 1 and one sentence', async (variables, sentence) => {
  const { exited, stderr } = await runServer(variables);
  expect(await exited).toEqual([1, null]);
  expect(stderr).toEqual([sentence]);
});

test('a port that is taken ends the start with exit code 1 and one sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  const { exited, stderr } = await runServer({ PORT: String(port) });
  expect(await exited).toEqual([1, null]);
  expect(stderr).toEqual([`error: cannot listen on port ${port} of 127.0.0.1 (EADDRINUSE)`]);
});

test('a key file that is damaged lets nobody in, costs no other key, and 503 is not 401', async () => {
  const { state, ask } = await runServer();
  const names = (await openKeyFolder(join(state, 'keys')).names()).filter((name) => name !== 'bulletin');
  await writeFile(join(state, 'keys', names[0]!), '{"id":');
  expect((await ask()).status).toBe(503);
});

test('GET /metrics adds up all processes, has every metric by name, and the dashboard shows no other', async () => {
  const { stderr, ask } = await runServer({ METRICS_PORT: '0' });
  await fetch(`${(await ask()).url}`, { method: 'POST' });
  for (let k = 0; k < 19; k++) await ask();
  const at = /^metrics on (\S+)$/.exec(stderr.find((line) => line.startsWith('metrics'))!)![1]!;
  const text = await (await fetch(at)).text();
  const values = new Map(text.split('\n').map((line) => line.split(' ') as [string, string]));
  const [requests] = [...values].filter(
    ([name]) => name.startsWith(METRICS.requests[0]) && name.includes('status="200"'),
  );
  expect(requests).toEqual([expect.stringContaining(`model="${model}"`), '20']);
  expect(values.get(METRICS.refused[0])).toBe('1');
  const sumOf = (metric: string) =>
    [...values].reduce((sum, [name, value]) => sum + (name.startsWith(`${metric}{`) ? Number(value) : 0), 0);
  expect(sumOf(METRICS.rows[0])).toBe(20);
  expect(sumOf(METRICS.answers[0])).toBe(20);
  expect(Number(values.get(METRICS.key_reads[0]))).toBeGreaterThan(0);
  for (const [name] of Object.values(METRICS)) expect(text).toContain(`# TYPE ${name} `);

  const names = new Set([...values.keys()].map((name) => name.replace(/\{.*/, '')));
  const dashboard = readFileSync(DASHBOARD, 'utf8');
  const shown = [...dashboard.matchAll(/\b((?:edge_logit|nodejs|process)_\w+)/g)].map(([, name]) => name!);
  expect(shown.length).toBeGreaterThan(5);
  expect(shown.filter((name) => !names.has(name))).toEqual([]);
});

test('a key folder that cannot be read lets nobody in, and 503 is not 401', async () => {
  const { state, url, ask } = await runServer();
  // Permissions do not stop root: what is no folder stops everybody.
  await rename(join(state, 'keys'), join(state, 'moved'));
  await writeFile(join(state, 'keys'), '');
  expect((await ask()).status).toBe(503);
  expect((await fetch(`${url}/health`)).status).toBe(200);
  await rm(join(state, 'keys'));
  await rename(join(state, 'moved'), join(state, 'keys'));
});
