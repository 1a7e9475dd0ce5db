import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';

test('start prints a curl line that gets status 200, and stops on SIGINT', async () => {
  const state = await mkdtemp(join(tmpdir(), 'start-test-'));
  onTestFinished(() => rm(state, { recursive: true, force: true }));
  const env = { ...process.env, PORT: '0', STATE_DIR: state };
  const server = spawn(process.execPath, ['scripts/start.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void server.kill());

  let curl = '';
  for await (const line of createInterface(server.stdout)) {
    if (line.startsWith('curl ')) curl = line;
    if (curl) break;
  }
  const [, url = '', key = '', body = ''] = /^curl (\S+) .* -H 'x-api-key: (\S+)' -d '(.*)'$/.exec(curl) ?? [];
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: body.replaceAll("'\\''", "'"),
  });
  expect(answer.status).toBe(200);

  const exited = once(server, 'exit');
  server.kill('SIGINT');
  expect(await exited).toEqual([0, null]);
  await expect(fetch(url)).rejects.toThrow();
}, 120_000);
