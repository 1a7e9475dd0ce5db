import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readJson } from '../../../../scripts/cli/read-json.ts';
import type { Account } from '../../../../scripts/deploy/account.ts';
import { CONFIG } from '../../../../scripts/deploy/wrangler-account.ts';
import type { KeyStore } from '../../../../scripts/keys/store.ts';
import { parseBulletin, parseRecord, recordText, toListing } from '../../../../scripts/keys/store.ts';
import {
  addDeployment,
  addNamespace,
  addVersion,
  type Binding,
  type Cloud,
  type Namespace,
  scriptOf,
  type Upload,
} from '../../../../scripts/stand-in/cloud.ts';
import { bundleModules } from '../../../../scripts/worker/bundle-modules.ts';
import type { UploadConfig } from '../../../../scripts/wrangler/upload-config.ts';
import { BULLETIN } from '../../../../src/key-bulletin.ts';

/** The code of a Worker and its bindings. */
export type Code = Pick<Upload, 'main' | 'modules' | 'bindings'>;

interface StandInOptions {
  /** The full name of the Worker. */
  worker: string;
  /** Where `serveSplit` answers. */
  url: string;
  /** What is uploaded next. */
  read(): Promise<Code>;
}

/** The stand-in as an account, without wrangler between: for rehearsals, and for tests of many deployments. */
export function standInAccount(cloud: Cloud, { worker, url, read }: StandInOptions): Account {
  const upload = async (tag: string, message: string) => {
    const annotations = { 'workers/tag': tag, 'workers/message': message };
    return addVersion(scriptOf(cloud, worker), { ...(await withKeys(await read())), annotations }).id;
  };
  const namespace = () => {
    const title = `${worker}-keys`;
    return addNamespace(cloud, title) ?? cloud.namespaces.find((one) => one.title === title)!;
  };
  const withKeys = async (code: Code): Promise<Code> => {
    const bindings = code.bindings.filter(({ name }) => name !== 'KEYS');
    return { ...code, bindings: [...bindings, { name: 'KEYS', type: 'kv_namespace', namespace_id: namespace().id }] };
  };

  return {
    keys: async () => namespaceStore(namespace()),
    url: async () => url,
    async deployments() {
      return (cloud.scripts.get(worker)?.deployments ?? []).map(({ createdOn, author, annotations, versions }) => {
        const shares = versions.map(({ version_id, percentage }) => ({ version: version_id, percentage }));
        return { createdOn, author, message: annotations['workers/message'] ?? '', shares };
      });
    },
    async versions() {
      return (cloud.scripts.get(worker)?.versions ?? []).map(({ id, createdOn, annotations }) => {
        return { id, createdOn, tag: annotations['workers/tag'] ?? '', message: annotations['workers/message'] ?? '' };
      });
    },
    async create(tag, message) {
      const id = await upload(tag, message);
      addDeployment(scriptOf(cloud, worker), [{ version_id: id, percentage: 100 }]);
      return id;
    },
    upload,
    async shift(shares, message) {
      const versions = shares.map(({ version, percentage }) => ({ version_id: version, percentage }));
      addDeployment(scriptOf(cloud, worker), versions, { 'workers/message': message });
    },
    applyTriggers: async () => {},
    answered: async () => new Map(cloud.scripts.get(worker)?.answers),
  };
}

/** The keys in a namespace of the stand-in. */
function namespaceStore({ values }: Namespace): KeyStore {
  const getBulletin = async () => {
    const stored = values.get(BULLETIN)?.text;
    return stored === undefined ? undefined : parseBulletin(stored);
  };
  return {
    async list() {
      const entries = [...values].filter(([name]) => name !== BULLETIN);
      const listing = toListing(entries.map(([name, { text }]) => ({ name, stored: text })));
      return { ...listing, bulletin: await getBulletin() };
    },
    async get(hash) {
      const stored = values.get(hash)?.text;
      return stored === undefined ? undefined : parseRecord(hash, stored);
    },
    async put(hash, record) {
      values.set(hash, { text: recordText(record), metadata: record });
    },
    getBulletin,
    async putBulletin(bulletin) {
      values.set(BULLETIN, { text: JSON.stringify(bulletin), metadata: undefined });
    },
  };
}

const TYPES = { script: 'application/javascript+module', text: 'text/plain', data: 'application/octet-stream' };

/** The code of a release folder as wrangler would upload it. */
export async function releaseCode(folder: string): Promise<Code> {
  const config = readJson(join(folder, CONFIG)) as UploadConfig;
  const modules = (await bundleModules(join(folder, 'worker'))).map(async ({ name, kind }) => {
    return { name, type: TYPES[kind], contents: new Uint8Array(await readFile(join(folder, 'worker', name))) };
  });
  const variables = Object.entries(config.vars ?? {}).map(([name, json]) => ({ name, type: 'json', json }));
  const limits = config.ratelimits ?? [];
  return {
    main: 'index.js',
    modules: await Promise.all(modules),
    bindings: [
      ...variables,
      ...limits.map((limit): Binding => ({ ...limit, type: 'ratelimit' })),
      { name: 'VERSION', type: 'version_metadata' },
    ],
  };
}
