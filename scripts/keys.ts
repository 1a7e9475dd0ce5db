import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { createKey, type KeyRecord } from '../src/api-key.ts';
import { command, Failure, progress, run } from './cli/command.ts';
import { parseDuration } from './duration.ts';
import { disabled, enabled, revoked } from './keys/change.ts';
import { parseExpiry } from './keys/expiry.ts';
import { findKey } from './keys/find-key.ts';
import { listKeys } from './keys/list-keys.ts';
import { withKeyStore } from './keys/open-store.ts';
import { rotate, type Successor } from './keys/rotate.ts';
import { described, keyDetails, keyTable } from './keys/show.ts';
import { verify } from './keys/verify.ts';
import { modelNames } from './models/artifacts.ts';
import { requireEnvironment, requireKnown } from './wrangler/environment.ts';

const LONGEST_NAME = 100;
/** Control characters, ends of lines and turns of direction: they would let a name forge what a terminal shows. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

interface StoreOptions {
  env?: string;
  local?: true;
  json?: true;
}

interface CreateOptions extends StoreOptions {
  name: string;
  models?: string;
  expires?: string;
  tier: string;
}

interface RotateOptions extends StoreOptions {
  overlap: string;
  expires?: string;
}

async function create({ name, tier, json, ...options }: CreateOptions): Promise<void> {
  const now = new Date();
  const environment = await environmentOf(options);
  if (name.trim() === '' || name.length > LONGEST_NAME || UNSEEN.test(name)) {
    throw new Failure(`--name is ${JSON.stringify(name)}: expected 1 to ${LONGEST_NAME} characters, all of one line`);
  }
  requireKnown('--tier', tier, [...environment.tiers.keys()]);
  const models = options.models === undefined ? ['*'] : parseModels(options.models);
  const expiresAt = options.expires === undefined ? null : parseExpiry(options.expires, now);

  const { key, hash, record } = await createKey({ name, models, tier, expiresAt }, now);
  // Written first, so that a key that is shown works. Killed between, it is a key that nobody has ever seen.
  await withKeyStore(environment.name, (store) => store.put(hash, record));
  if (json) return print({ ...shown(key, record), environment: environment.name });
  const scope = options.models === undefined ? 'all models' : models.join(', ');
  progress(`${JSON.stringify(name)} in ${environment.name}: ${scope}; tier ${tier}; expires ${expiresAt ?? 'never'}`);
  showKey(key);
}

async function list({ json, ...options }: StoreOptions): Promise<void> {
  const { name } = await environmentOf(options);
  const keys = await withKeyStore(name, listKeys);
  const records = keys.map(({ record }) => record).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  const now = new Date();
  if (json) print(records.map((record) => described(record, now)));
  else console.log(records.length === 0 ? `there is no key in ${name}` : keyTable(records, now));
}

async function show(id: string, { json, ...options }: StoreOptions): Promise<void> {
  const { name } = await environmentOf(options);
  const { record } = await withKeyStore(name, (store) => findKey(store, id));
  if (json) print(described(record, new Date()));
  else console.log(keyDetails(record, new Date()));
}

function change(to: (record: KeyRecord, now: Date) => KeyRecord) {
  return async function change(id: string, { json, ...options }: StoreOptions): Promise<void> {
    const { name } = await environmentOf(options);
    const now = new Date();
    const record = await withKeyStore(name, async (store) => {
      const found = await findKey(store, id);
      const changed = to(found.record, now);
      await store.put(found.hash, changed);
      return changed;
    });
    if (json) print(described(record, now));
    else console.log(`${record.id} is ${described(record, now).state}; the Worker heeds it within a minute`);
  };
}

async function rotateKey(id: string, { json, overlap, expires, ...options }: RotateOptions): Promise<void> {
  const now = new Date();
  const { name } = await environmentOf(options);
  const milliseconds = parseDuration(overlap);
  if (milliseconds === undefined) {
    throw new Failure(`--overlap is ${JSON.stringify(overlap)}: expected a duration such as 24h, 30m or 7d`);
  }
  const rotation = { overlap: milliseconds, expiresAt: expires === undefined ? undefined : parseExpiry(expires, now) };
  const tell = async ({ key, record, oldExpiresAt }: Successor): Promise<void> => {
    if (json) return print({ ...shown(key, record), environment: name, replaces: id, oldExpiresAt });
    progress(`the successor of ${id} is ${record.id}, expires ${record.expiresAt ?? 'never'}`);
    showKey(key);
  };
  const { oldExpiresAt } = await withKeyStore(name, (store) => rotate(store, id, rotation, tell, now));
  progress(`the old key expires at ${oldExpiresAt}`);
}

async function verifyKey({ json, ...options }: StoreOptions): Promise<void> {
  const { name } = await environmentOf(options);
  const key = (await text(process.stdin)).trim();
  const record = await withKeyStore(name, (store) => verify(store, key, new Date()));
  if (json) print(described(record, new Date()));
  else console.log(keyDetails(record, new Date()));
}

async function environmentOf({ env, local }: StoreOptions) {
  if (local && env !== undefined && env !== 'local') throw new Failure(`--local and --env ${env} exclude each other`);
  return requireEnvironment('--env', env ?? 'local');
}

function parseModels(list: string): string[] {
  const known = modelNames();
  const models = list.split(',').map((model) => requireKnown('--models', model.trim(), known));
  return [...new Set(models)];
}

function shown(key: string, { id, name, start, models, tier, createdAt, expiresAt }: KeyRecord) {
  return { id, key, name, start, models, tier, createdAt, expiresAt };
}

function showKey(key: string): void {
  progress('The key is shown this once; only its hash is kept:');
  console.log(key);
}

function print(value: object): void {
  console.log(JSON.stringify(value));
}

const program = command('keys', 'Manages the API keys of an environment.');

function verb(usage: string, description: string): Command {
  return program
    .command(usage)
    .description(description)
    .option('--env <name>', 'environment of wrangler.toml that accepts it, such as dev or prd')
    .option('--local', 'the store that npm start and npm run serve share (default)')
    .option('--json', 'print one line of JSON');
}

const EXPIRES = 'when it stops working: a date (2027-01-01, from 0:00 UTC on), a duration from now (90d), or never';

verb('create', 'Makes a key and shows it once, on stdout.')
  .requiredOption('--name <name>', 'whose key it is, for your own records')
  .option('--models <models>', 'models it may ask, separated by commas (default: all)')
  .option('--expires <when>', EXPIRES)
  .option('--tier <tier>', 'how often it may ask: a name under TIERS in wrangler.toml', 'standard')
  .action(create);
verb('list', 'Lists all keys, oldest first: never enough to rebuild one.').action(list);
verb('show <id>', 'Shows what is kept about a key.').action(show);
verb('rotate <id>', 'Makes the successor of a key, shows it once, and lets the old key expire.')
  .option('--overlap <duration>', 'how long both keys work, such as 24h, 30m or 7d', '24h')
  .option('--expires <when>', `${EXPIRES} (default: as the old key, which must outlive the overlap)`)
  .action(rotateKey);
verb('revoke <id>', 'Stops a key for good; its record stays.').action(change(revoked));
verb('disable <id>', 'Stops a key until it is enabled.').action(change(disabled));
verb('enable <id>', 'Lets a disabled key work again.').action(change(enabled));
verb('verify', 'Tells whether a key, read from stdin, works: exit code 0, else 1 and why not.').action(verifyKey);

await run(program);
