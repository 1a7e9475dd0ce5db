import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the service listens. */
    url: string;
    /** A key that it knows. */
    key: string;
    /** Where the browser is controlled. */
    browser: string;
  }
}

/** Serves the project on a free port, with a key store of its own, and starts one browser, for all tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const state = await mkdtemp(join(tmpdir(), 'browser-test-'));
  const env = { ...process.env, PORT: '0', STATE_DIR: state };
  const server = spawn(process.execPath, ['scripts/serve.ts', '--json'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  server.stderr.on('data', (chunk) => {
    log += chunk;
  });
  const exited = once(server, 'exit');
  const ended = exited.then(() => Promise.reject(new Error(`serve ended early: ${log}`)));
  const [line] = await Promise.race([once(createInterface(server.stdout), 'line'), ended]);
  const { url, key } = JSON.parse(line);
  const browser = await playwright.launchServer({
    args: ['--no-sandbox'],
    executablePath: await chromium.executablePath(),
  });
  project.provide('url', url);
  project.provide('key', key);
  project.provide('browser', browser.wsEndpoint());

  return async () => {
    ended.catch(() => {});
    await browser.close();
    server.kill();
    await exited;
    await rm(state, { recursive: true, force: true });
  };
}
