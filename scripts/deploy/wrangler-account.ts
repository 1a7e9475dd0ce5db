import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { Failure } from '../cli/failure.ts';
import { readJson } from '../cli/read-json.ts';
import { remoteStore } from '../keys/remote-store.ts';
import { callCloudflare } from '../wrangler/cloudflare-api.ts';
import type { UploadConfig } from '../wrangler/upload-config.ts';
import { callWrangler, type WranglerEntry, WranglerFailure } from '../wrangler/wrangler-call.ts';
import type { Account } from './account.ts';
import { answeredByVersion } from './answered.ts';
import { NO_WORKER, repeatedCall } from './repeated-call.ts';
import { deploymentsOf, versionsOf } from './wrangler-json.ts';

/** The configuration of a release folder, and the one with the id of the namespace, which is what is uploaded. */
export const CONFIG = 'wrangler.json';
const BOUND_CONFIG = 'bound.json';

interface WranglerAccountOptions {
  environment: string;
  /** Where the Worker answers, if not on workers.dev. */
  url?: string | undefined;
}

/** The Cloudflare account, by wrangler, for the Worker of a release folder. */
export function wranglerAccount(folder: string, { environment, url }: WranglerAccountOptions): Account {
  const config = readJson(join(folder, CONFIG)) as UploadConfig;
  const { name } = config;
  const at = (file: string) => ['--config', resolve(folder, file)];
  let namespace: Promise<string> | undefined;

  return {
    async keys() {
      return remoteStore(environment, ['--namespace-id', await bound(), '--remote']);
    },
    async url() {
      return url?.replace(/\/$/, '') ?? (await workersDev(name));
    },
    deployments: () => list('deployments', deploymentsOf),
    versions: () => list('versions', versionsOf),
    async create(tag, message) {
      await bound();
      return versionIn(await call('the first deployment', ['deploy', ...labels(tag, message), ...at(BOUND_CONFIG)]));
    },
    async upload(tag, message) {
      await bound();
      const args = ['versions', 'upload', '--strict', ...labels(tag, message), ...at(BOUND_CONFIG)];
      return versionIn(await call('the upload', args));
    },
    async shift(shares, message) {
      const named = shares.map(({ version, percentage }) => `${version}@${percentage}`);
      const args = ['versions', 'deploy', ...named, '--yes', '--message', message.slice(0, LONGEST_MESSAGE)];
      await repeatedCall('the change of the deployment', [...args, ...at(CONFIG)]);
    },
    async applyTriggers() {
      await repeatedCall('applying the addresses', ['triggers', 'deploy', ...at(CONFIG)]);
    },
    answered: (since) => answeredByVersion(name, since),
  };

  /** Lists with a command that prints JSON; of a Worker that does not exist there is nothing. */
  async function list<T>(what: 'deployments' | 'versions', parse: (json: unknown) => T[]): Promise<T[]> {
    try {
      const { stdout } = await repeatedCall(`listing the ${what}`, [what, 'list', '--json', ...at(CONFIG)]);
      return parse(JSON.parse(stdout));
    } catch (error) {
      if (error instanceof WranglerFailure && NO_WORKER.includes(error.code ?? 0)) return [];
      throw error;
    }
  }

  /** The namespace of the keys, made where it is missing. The configuration with its id is written once. */
  function bound(): Promise<string> {
    namespace ??= (async () => {
      const keys = config.kv_namespaces.find(({ binding }) => binding === 'KEYS');
      const stated = keys?.id === LOCAL_ID ? undefined : keys?.id;
      const id = stated ?? (await findNamespace(`${name}-keys`));
      const namespaces = config.kv_namespaces.map((one) => (one === keys ? { ...one, id } : one));
      await writeFile(join(folder, BOUND_CONFIG), JSON.stringify({ ...config, kv_namespaces: namespaces }));
      return id;
    })();
    return namespace;
  }
}

/** The id at the top level of wrangler.toml, which stands for the simulated namespace of this machine. */
const LOCAL_ID = 'local';
/** Cloudflare cuts messages of deployments. */
const LONGEST_MESSAGE = 900;

async function call(purpose: string, args: string[]): Promise<WranglerEntry[]> {
  return (await callWrangler(purpose, args)).entries;
}

function labels(tag: string, message: string): string[] {
  return ['--tag', tag, '--message', message];
}

function versionIn(entries: readonly WranglerEntry[]): string {
  const id = entries.map((entry) => entry.version_id).find((value) => typeof value === 'string');
  if (id === undefined) throw new Failure('wrangler did not say which version it uploaded');
  return id;
}

const namespacesSchema = z.array(z.object({ id: z.string(), title: z.string() }));

/**
 * The id of the namespace with a title; creates it where it is missing. Left to itself, wrangler would create it too, but
 * not find it again when that upload fails: every later one would stop with error 10014.
 */
async function findNamespace(title: string): Promise<string> {
  const find = async () => {
    const { stdout } = await repeatedCall('listing the namespaces', ['kv', 'namespace', 'list']);
    return namespacesSchema.parse(JSON.parse(stdout)).find((one) => one.title === title)?.id;
  };
  const present = await find();
  if (present !== undefined) return present;
  await callWrangler('creating the namespace', ['kv', 'namespace', 'create', title]);
  const created = await find();
  if (created === undefined) throw new Failure(`the namespace ${title} was created, but the account does not list it`);
  return created;
}

async function workersDev(worker: string): Promise<string> {
  const result = await callCloudflare('/workers/subdomain');
  const parsed = z.object({ subdomain: z.string() }).safeParse(result);
  if (!parsed.success)
    throw new Failure('--url: say where the Worker answers, the account has no address on workers.dev');
  return `https://${worker}.${parsed.data.subdomain}.workers.dev`;
}
