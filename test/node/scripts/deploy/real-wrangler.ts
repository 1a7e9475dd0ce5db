import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished, vi } from 'vitest';
import { buildRelease } from '../../../../scripts/deploy/build-release.ts';
import { exportRelease } from '../../../../scripts/deploy/export-release.ts';
import { startApi } from '../../../../scripts/stand-in/api-server.ts';
import { type Cloud, emptyCloud } from '../../../../scripts/stand-in/cloud.ts';
import { serveSplit } from '../../../../scripts/stand-in/serve-split.ts';
import { requireEnvironment } from '../../../../scripts/wrangler/environment.ts';
import { releaseCode, standInAccount } from './stand-in-account.ts';

export const WORKER = 'edge-logit-prd';

/** Builds and exports the release of `prd` once for a file of tests, and lends copies of it. */
export async function builtRelease(): Promise<{ copy(): Promise<string>; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'release-'));
  await buildRelease(join(folder, 'first'), await requireEnvironment('--env', 'prd'), { commit: 'c0' });
  await exportRelease(join(folder, 'first'));
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  let copies = 0;
  return {
    async copy() {
      const path = join(folder, `copy-${++copies}`);
      await cp(join(folder, 'first'), path, { recursive: true });
      return path;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** An account that wrangler reaches over HTTP, and its Worker on a second port, running the very code that was uploaded. */
export async function standIn(before: (call: string, cloud: Cloud) => void = () => {}) {
  vi.spyOn(console, 'log').mockReturnValue();
  const cloud = emptyCloud();
  const api = await startApi(cloud, (call) => before(call, cloud));
  let overrides = true;
  const server = await serveSplit(cloud, WORKER, { overrides: () => overrides });
  onTestFinished(() => Promise.all([api.close(), server.close()]).then(() => {}));
  const env = {
    CLOUDFLARE_API_BASE_URL: api.url,
    CLOUDFLARE_API_TOKEN: 'token',
    CLOUDFLARE_ACCOUNT_ID: 'account',
    NO_PROXY: '127.0.0.1',
  };

  return {
    cloud,
    api,
    server,
    ignoreOverrides() {
      overrides = false;
    },
    /** The splits so far, the newest first, as percentages by number of the version. */
    splits(): string[] {
      const script = cloud.scripts.get(WORKER);
      const numberOf = (id: string) => script!.versions.find((version) => version.id === id)?.number;
      return (script?.deployments ?? []).map(({ versions }) =>
        versions.map(({ version_id, percentage }) => `v${numberOf(version_id)} ${percentage}`).join(', '),
      );
    },
    idOf: (number: number) => cloud.scripts.get(WORKER)!.versions.find((version) => version.number === number)!.id,
    /** Lets a release folder serve as the first version, without wrangler: that has a test of its own. */
    async serveFirst(folder: string): Promise<void> {
      const account = standInAccount(cloud, { worker: WORKER, url: server.url, read: () => releaseCode(folder) });
      await account.create('first', 'delay forecast@000000000000');
    },
    /** Runs a program of the project that reaches this account. */
    start(args: string[], { cwd = '.', env: further = {} }: { cwd?: string; env?: Record<string, string> } = {}) {
      return run(args, { ...env, ...further }, cwd);
    },
    /** Another server of the same Worker, which has seen no key yet. */
    async freshServer() {
      const fresh = await serveSplit(cloud, WORKER);
      onTestFinished(() => fresh.close());
      return fresh;
    },
    /** Deploys a release folder, as its own `deploy.js` does. */
    deploy(folder: string, ...options: string[]): Running {
      return run(['deploy.js', '--url', server.url, '--watch', '0', ...options], env, folder);
    },
  };
}

interface Running {
  child: ChildProcess;
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

function run(args: string[], env: Record<string, string>, cwd = '.'): Running {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = Promise.all([once(child, 'close'), text(child.stdout!), text(child.stderr!)]).then(
    ([[code], stdout, stderr]) => ({ code, stdout, stderr }),
  );
  return { child, ended };
}
