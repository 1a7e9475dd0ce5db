import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { readArtifacts } from '../../../scripts/models/artifact-files.ts';
import { program } from '../../../scripts/serve.ts';
import { startServe } from '../../../scripts/worker/start-serve.ts';
import { hasKeyShape } from '../../../src/api-key.ts';
import { runCommand } from '../run-command.ts';
import { runScript } from '../run-script.ts';

test('serve --json accepts its demo key and keys created while it runs, and stops on SIGTERM', async () => {
  const state = await mkdtemp(join(tmpdir(), 'serve-test-'));
  onTestFinished(() => rm(state, { recursive: true, force: true }));
  const { url, pid, key = '', stop } = await startServe({ STATE_DIR: state });

  expect(() => process.kill(pid, 0)).not.toThrow();
  expect(hasKeyShape(key)).toBe(true);
  expect((await fetch(`${url}/health`)).status).toBe(200);

  const { model, variant, artifact } = readArtifacts('models')[0]!;
  const ask = (key: string) =>
    fetch(`${url}/inference/${model}/${variant}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': key },
      body: JSON.stringify(artifact.examples[0]?.input),
    });
  const answer = await ask(key);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ body: { model, variant } });

  const created = await runScript('keys', ['create', '--name', 'later', '--json'], { STATE_DIR: state });
  expect((await ask(JSON.parse(created.stdout).key)).status).toBe(200);

  expect(await stop()).toEqual([0, null]);
  expect(() => process.kill(pid, 0)).toThrow();
  await expect(fetch(`${url}/health`)).rejects.toThrow();
}, 120_000);

test('serve creates a demo key on a HOST that others can reach only with --demo-key, and warns of an earlier one', async () => {
  const state = await mkdtemp(join(tmpdir(), 'serve-test-'));
  onTestFinished(() => rm(state, { recursive: true, force: true }));
  const serveOnce = async (...args: string[]) => {
    const log: string[] = [];
    const variables = { HOST: '0.0.0.0', STATE_DIR: state, BUNDLE_DIR: inject('bundle') };
    const { key, stop } = await startServe(variables, { args, onLog: (line) => log.push(line) });
    await stop();
    return { key, stderr: log.join('\n') };
  };
  const { key } = await serveOnce('--demo-key');
  expect(hasKeyShape(key!)).toBe(true);
  const second = await serveOnce();
  expect(second.key).toBeUndefined();
  expect(second.stderr).toContain(`warning: the demo key in ${join(state, 'demo-key')} is valid for this service too`);
  expect(second.stderr).not.toContain(key);
}, 180_000);

test('serve refuses a PORT that is not a port in one sentence', async () => {
  const { code, stdout, stderr } = await runCommand(program, [], { PORT: 'http' });
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toBe('error: PORT is "http": expected an integer from 0 to 65535\n');
});
