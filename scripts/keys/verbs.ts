import { text } from 'node:stream/consumers';
import { createSecret, KEY_PREFIXES, type KeyRecord } from '../../src/api-key.ts';
import { Failure, progress } from '../cli/command.ts';
import { modelNames, variantNames } from '../models/artifacts.ts';
import { requireEnvironment, requireKnown } from '../wrangler/environment.ts';
import { addKey, postBulletin, putChange } from './bulletin.ts';
import { CHANGE_BOUND } from './change-bound.ts';
import { parseDuration, parseExpiry } from './expiry.ts';
import { findKey, listKeys } from './list-keys.ts';
import { withKeyStore } from './open-store.ts';
import { TOP_LEVEL } from './remote-store.ts';
import { rotate, type Successor } from './rotate.ts';
import { described, keyDetails, keyTable } from './show.ts';
import { verify } from './verify.ts';

/*
 * What the verbs of `npm run keys` do: from options to a store, and from a record to what is printed. A key goes to
 * stdout, once; everything else about it goes to stderr.
 */

const LONGEST_NAME = 100;
/** Control characters, line ends and changes of text direction: with them a name could forge what a terminal shows. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

export interface StoreOptions {
  env?: string;
  local?: true;
  remote?: true;
  json?: true;
}

interface CreateOptions extends StoreOptions {
  name: string;
  owner?: string;
  models?: string;
  expires?: string;
  tier: string;
  prefix: string;
}

interface RotateOptions extends StoreOptions {
  overlap: string;
  expires?: string;
}

interface ListOptions extends StoreOptions {
  owner?: string;
}

export async function createVerb({ name, owner, tier, prefix, json, ...options }: CreateOptions): Promise<void> {
  const now = new Date();
  const environment = await environmentOf(options);
  checkName('--name', name);
  if (owner !== undefined) checkName('--owner', owner);
  requireKnown('--tier', tier, [...environment.tiers.keys()]);
  if (!KEY_PREFIXES.test(prefix)) {
    throw new Failure(
      `--prefix is ${JSON.stringify(prefix)}: expected 2 to 10 lower-case letters and digits, a letter first`,
    );
  }
  const models = options.models === undefined ? ['*'] : parseModels(options.models);
  const expiresAt = options.expires === undefined ? null : parseExpiry(options.expires, now);

  // Stored first, so that a key that is shown works. If the process is killed in between, nobody has seen the key.
  const { key, record } = await withKeyStore(environment.name, (store) =>
    addKey(store, { name, owner, models, tier, prefix, expiresAt }, now),
  );
  if (json) return print({ ...publicFacts(key, record), environment: environment.name });
  const scope = options.models === undefined ? 'all models' : models.join(', ');
  progress(`${JSON.stringify(name)} in ${environment.name}: ${scope}; tier ${tier}; expires ${expiresAt ?? 'never'}`);
  printKey(key);
}

export async function listVerb({ owner, json, ...options }: ListOptions): Promise<void> {
  const { name } = await environmentOf(options);
  const { keys } = await withKeyStore(name, listKeys);
  const records = keys
    .map(({ record }) => record)
    .filter((record) => owner === undefined || record.owner === owner)
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  const now = new Date();
  if (json) print(records.map((record) => described(record, now)));
  else if (records.length > 0) console.log(keyTable(records, now));
  else console.log(`there is no key ${owner === undefined ? '' : `of ${JSON.stringify(owner)} `}in ${name}`);
}

export async function showVerb(id: string, { json, ...options }: StoreOptions): Promise<void> {
  const { name } = await environmentOf(options);
  const { record } = await withKeyStore(name, async (store) => findKey(await listKeys(store), id));
  printRecord(record, json);
}

/** The verb that replaces the record of a key by what `to` makes of it. */
export function changeVerb(to: (record: KeyRecord, now: Date) => KeyRecord) {
  return async (id: string, { json, ...options }: StoreOptions): Promise<void> => {
    const { name } = await environmentOf(options);
    const now = new Date();
    const { record } = await withKeyStore(name, async (store) => {
      const listing = await listKeys(store);
      const { hash, record } = findKey(listing, id);
      return putChange(store, listing, { hash, record: to(record, now) }, now);
    });
    if (json) print(described(record, now));
    else console.log(`${record.id} is ${described(record, now).state}; this takes effect ${CHANGE_BOUND}`);
  };
}

export async function rotateVerb(id: string, { json, overlap, expires, ...options }: RotateOptions): Promise<void> {
  const now = new Date();
  const { name } = await environmentOf(options);
  const milliseconds = parseDuration(overlap);
  if (milliseconds === undefined) {
    throw new Failure(`--overlap is ${JSON.stringify(overlap)}: expected a duration such as 24h, 30m or 7d`);
  }
  const rotation = { overlap: milliseconds, expiresAt: expires === undefined ? undefined : parseExpiry(expires, now) };
  const show = async ({ key, record, oldExpiresAt }: Successor): Promise<void> => {
    if (json) return print({ ...publicFacts(key, record), environment: name, replaces: id, oldExpiresAt });
    progress(`the successor of ${id} is ${record.id}, expires ${record.expiresAt ?? 'never'}`);
    printKey(key);
  };
  const { oldExpiresAt } = await withKeyStore(name, (store) => rotate(store, id, rotation, show, now));
  progress(`the old key expires at ${oldExpiresAt}`);
}

export async function renewSecretVerb({ json, ...options }: StoreOptions): Promise<void> {
  const { name } = await environmentOf(options);
  const { secret, unsigned } = await withKeyStore(name, async (store) =>
    postBulletin(store, await listKeys(store), new Date(), createSecret()),
  );
  if (json) return print({ environment: name, secretId: secret.id, listedKeys: unsigned.length });
  console.log(
    `new keys of ${name} get MACs of a new secret; earlier keys that are listed, and work as before: ${unsigned.length}`,
  );
  progress('Deploy again: isolates that nobody with a key asks keep the earlier secret until they end.');
}

export async function verifyVerb({ json, ...options }: StoreOptions): Promise<void> {
  const { name } = await environmentOf(options);
  const key = (await text(process.stdin)).trim();
  const record = await withKeyStore(name, (store) => verify(store, key, new Date()));
  printRecord(record, json);
}

async function environmentOf({ env, local, remote }: StoreOptions) {
  if (remote) {
    if (local || env !== undefined) throw new Failure('--remote excludes --local and --env');
    return { ...(await requireEnvironment('--env', 'local')), name: TOP_LEVEL };
  }
  if (local && env !== undefined && env !== 'local') throw new Failure(`--local and --env ${env} exclude each other`);
  return requireEnvironment('--env', env ?? 'local');
}

function checkName(option: string, name: string): void {
  if (name.trim() !== '' && [...name].length <= LONGEST_NAME && !INVISIBLE.test(name)) return;
  throw new Failure(`${option} is ${JSON.stringify(name)}: expected 1 to ${LONGEST_NAME} characters on one line`);
}

/** Models and variants, `delay,us-delay/one-hot`, each once. */
function parseModels(list: string): string[] {
  const known = modelNames().flatMap((model) => [
    model,
    ...variantNames(model).map((variant) => `${model}/${variant}`),
  ]);
  const models = list.split(',').map((model) => requireKnown('--models', model.trim(), known));
  return [...new Set(models)];
}

function publicFacts(key: string, { id, name, owner, start, models, tier, createdAt, expiresAt }: KeyRecord) {
  return { id, key, name, owner, start, models, tier, createdAt, expiresAt };
}

function printKey(key: string): void {
  progress('This key is shown only once; the store keeps its hash:');
  console.log(key);
}

function printRecord(record: KeyRecord, json: true | undefined): void {
  if (json) print(described(record, new Date()));
  else console.log(keyDetails(record, new Date()));
}

function print(value: object): void {
  console.log(JSON.stringify(value));
}
