import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openKeyFolder } from '../../../../scripts/keys/key-folder.ts';
import { startServe } from '../../../../scripts/worker/start-serve.ts';
import { PROOF } from '../../../proof.ts';
import { childrenOf, isRunning, until } from '../../processes.ts';

/** A Worker that shows its bindings. */
const WORKER = `
import { env } from 'cloudflare:workers';
export default {
  async fetch(request) {
    console.log('{"event":"request"}');
    const { success } = await env.RATE_LIMIT_STANDARD.limit({ key: 'one' });
    return Response.json({ stored: await env.KEYS.get('abc', { type: 'json', cacheTtl: 30 }), success, routes: env.ROUTES });
  },
};`;

/** Serves a Worker on workerd, from its text. */
async function serve(worker = WORKER) {
  const folder = await mkdtemp(join(tmpdir(), 'workerd-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'index.js'), worker);
  const log: string[] = [];
  const variables = { STATE_DIR: join(folder, 'state'), BUNDLE_DIR: folder };
  const onLog = (line: string) => log.push(line);
  const service = await startServe(variables, { args: ['--runtime', 'workerd'], onLog });
  onTestFinished(() => void service.stop());
  return { ...service, log, keys: openKeyFolder(join(folder, 'state', 'keys')) };
}

/** The process that has another: its guard. */
function workerdOf(pid: number): number {
  return childrenOf(pid).find((child) => childrenOf(child).length > 0)!;
}

test('on workerd, keys are the files of the key folder, rate limits count, and the log goes to stdout as it is', async () => {
  const { url, keys, log, stop } = await serve();
  const ask = async () => (await fetch(url)).json() as Promise<object>;
  expect(await ask()).toMatchObject({ stored: null, success: true, routes: { delay: { variant: 'forecast' } } });
  await keys.write('abc', '{"new":true}');
  expect(await ask()).toMatchObject({ stored: { new: true } });
  await keys.write('abc', '{"revoked":true}');
  expect(await ask()).toMatchObject({ stored: { revoked: true } });
  expect(await stop()).toEqual([0, null]);
  expect(log).toEqual(new Array(3).fill('{"event":"request"}'));
});

test('a Worker that fails to start ends serve on workerd with one sentence', async () => {
  await expect(serve('throw new Error("TIERS is wrong");')).rejects.toThrow(
    'the service did not start: error: workerd did not start: service main: Uncaught Error: TIERS is wrong',
  );
});

test.skipIf(process.platform !== 'linux')('workerd does not survive kill -9 of serve', async () => {
  const { url, pid } = await serve();
  const workerd = workerdOf(pid);
  process.kill(pid, 'SIGKILL');
  await until(() => !isRunning(workerd));
  await expect(fetch(url)).rejects.toThrow();
});

test.skipIf(process.platform !== 'linux').each(['workerd', ...(PROOF ? ['its guard'] : [])])(
  'serve ends with one sentence after kill -9 of %s',
  async (which) => {
    const { pid, log, stop } = await serve();
    const workerd = workerdOf(pid);
    process.kill(which === 'workerd' ? workerd : childrenOf(workerd)[0]!, 'SIGKILL');
    await until(() => log.length > 0);
    expect(await stop()).toEqual([1, null]);
    expect(log).toEqual([
      expect.stringMatching(/^error: (workerd ended \(SIGKILL\)|the shell that guards workerd ended)$/),
    ]);
    expect(isRunning(workerd)).toBe(false);
  },
);
