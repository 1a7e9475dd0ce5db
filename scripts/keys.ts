import { createKey } from '../src/api-key.ts';
import { command, Failure, progress, run } from './cli.ts';
import { requireCredentials } from './credentials.ts';
import { parseExpiry } from './expiry.ts';
import { modelNames, requireEnvironment, requireKnown } from './known-values.ts';
import { withLocalKeys } from './local-keys.ts';
import { putRemoteKey } from './remote-keys.ts';

const LONGEST_NAME = 100;

interface CreateOptions {
  name: string;
  models?: string;
  expires?: string;
  tier: string;
  env?: string;
  local?: true;
  json?: true;
}

async function create({ name, tier, env, local, json, ...options }: CreateOptions): Promise<void> {
  const now = new Date();
  if (local && env !== undefined && env !== 'local') throw new Failure(`--local and --env ${env} exclude each other`);
  const environment = await requireEnvironment('--env', env ?? 'local');
  const isLocal = environment.name === 'local';
  if (name.trim() === '' || name.length > LONGEST_NAME) {
    throw new Failure(`--name is ${JSON.stringify(name)}: expected 1 to ${LONGEST_NAME} characters`);
  }
  requireKnown('--tier', tier, [...environment.tiers.keys()]);
  const models = options.models === undefined ? ['*'] : parseModels(options.models);
  const expiresAt = options.expires === undefined ? null : parseExpiry(options.expires, now);
  if (!isLocal) requireCredentials(process.env);

  const { key, hash, record } = await createKey({ name, models, tier, expiresAt }, now);
  if (isLocal) await withLocalKeys((store) => store.put(hash, JSON.stringify(record)));
  else await putRemoteKey(environment.name, hash, record);

  if (json) {
    const { id, start, createdAt } = record;
    const line = { id, key, name, start, models, tier, createdAt, expiresAt, environment: environment.name };
    console.log(JSON.stringify(line));
    return;
  }
  const scope = options.models === undefined ? 'all models' : models.join(', ');
  progress(`${JSON.stringify(name)} in ${environment.name}: ${scope}; tier ${tier}; expires ${expiresAt ?? 'never'}`);
  progress('The key is shown this once; only its hash is kept:');
  console.log(key);
}

function parseModels(list: string): string[] {
  const known = modelNames();
  const models = list.split(',').map((model) => requireKnown('--models', model.trim(), known));
  return [...new Set(models)];
}

const program = command('keys', 'Manages the API keys of an environment.');

program
  .command('create')
  .description('Makes a key and shows it once, on stdout.')
  .requiredOption('--name <name>', 'whose key it is, for your own records')
  .option('--models <models>', 'models it may ask, separated by commas (default: all)')
  .option('--expires <when>', 'when it stops working: a date (2027-01-01, from 0:00 UTC on) or days from now (90d)')
  .option('--tier <tier>', 'how often it may ask: a name under TIERS in wrangler.toml', 'standard')
  .option('--env <name>', 'environment of wrangler.toml that accepts it, such as dev or prd')
  .option('--local', 'the store that npm start and npm run serve share (default)')
  .option('--json', 'print one line of JSON')
  .action(create);

await run(program);
