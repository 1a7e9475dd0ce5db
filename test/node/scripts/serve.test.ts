import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { readArtifacts } from '../../../scripts/models/artifact-files.ts';
import { program } from '../../../scripts/serve.ts';
import { isWellFormed } from '../../../src/api-key.ts';
import { runCommand } from '../run-command.ts';
import { runScript } from '../run-script.ts';

test('serve --json answers to its demo key, to keys made while it runs, and stops on SIGTERM', async () => {
  const state = await mkdtemp(join(tmpdir(), 'serve-test-'));
  onTestFinished(() => rm(state, { recursive: true, force: true }));
  const { server, line } = await startServer(state);
  const { url, pid, key } = JSON.parse(line);

  expect(pid).toBe(server.pid);
  expect(isWellFormed(key)).toBe(true);
  expect((await fetch(`${url}/health`)).status).toBe(200);

  const { model, variant, artifact } = (await readArtifacts('models'))[0]!;
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

  const exited = once(server, 'exit');
  server.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  await expect(fetch(`${url}/health`)).rejects.toThrow();
}, 120_000);

test('serve creates a demo key on a HOST that others can reach only with --demo-key, and warns of an earlier one', async () => {
  const state = await mkdtemp(join(tmpdir(), 'serve-test-'));
  onTestFinished(() => rm(state, { recursive: true, force: true }));
  const serveOnce = async (variables: Record<string, string>, ...options: string[]) => {
    const { server, line, stderr } = await startServer(state, variables, options);
    const exited = once(server, 'exit');
    server.kill('SIGTERM');
    await exited;
    return { ...JSON.parse(line), stderr: stderr() };
  };
  const { key } = await serveOnce({ HOST: '0.0.0.0' }, '--demo-key');
  expect(isWellFormed(key)).toBe(true);
  const second = await serveOnce({ HOST: '0.0.0.0' });
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

/** Starts the server on a free port and waits for its line. */
async function startServer(state: string, variables: Record<string, string> = {}, options: string[] = []) {
  const env = { ...process.env, HOST: '127.0.0.1', PORT: '0', STATE_DIR: state, ...variables };
  const args = ['scripts/serve.ts', '--json', ...options];
  const server = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void server.kill());
  let stderr = '';
  server.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [line] = await Promise.race([
    once(createInterface(server.stdout), 'line'),
    once(server, 'exit').then(() => {
      throw new Error(`serve ended early: ${stderr}`);
    }),
  ]);
  return { server, line, stderr: () => stderr };
}
