import { once } from 'node:events';
import { command, Failure, progress, run } from './cli/command.ts';
import { ensureBulletin } from './keys/open-store.ts';
import { type BundleSize, bundleSize, scriptSize, withBundle } from './worker/bundle.ts';
import { type BundlePart, bundleParts, PARTS_OPTION } from './worker/bundle-parts.ts';
import { requireCredentials } from './wrangler/credentials.ts';
import { requireEnvironment } from './wrangler/environment.ts';
import { spawnWrangler } from './wrangler/run-wrangler.ts';

interface DeployOptions {
  env: string;
  dryRun?: true;
  json?: true;
}

async function deploy({ env, dryRun, json }: DeployOptions): Promise<void> {
  const { name } = await requireEnvironment('--env', env);
  if (name === 'local') throw new Failure('--env: "local" cannot be deployed; run it with npm start or npm run serve');
  if (!dryRun) return upload(env);
  progress('building …');
  const { code, total, parts } = await withBundle(['--env', env, PARTS_OPTION], async (folder) => ({
    code: await scriptSize(folder),
    total: await bundleSize(folder),
    parts: await bundleParts(folder),
  }));
  if (json) {
    console.log(JSON.stringify({ environment: env, code, total, parts }));
    return;
  }
  console.log(`${env}, without model data: ${sizeText(code)}\n${env}, as deployed:         ${sizeText(total)}`);
  console.log(`of the code: ${parts.map(partText).join(', ')}`);
}

async function upload(env: string): Promise<void> {
  requireCredentials(process.env);
  const [code] = await once(spawnWrangler(['deploy', '--env', env], 'inherit'), 'exit');
  if (code !== 0) throw new Failure(`the deployment to ${env} failed; see the reason above`);
  await ensureBulletin(env);
}

function sizeText({ gzip, bytes }: BundleSize): string {
  return `${(gzip / 1000).toFixed(1)} KB gzip (${(bytes / 1000).toFixed(1)} KB plain)`;
}

function partText({ name, version, bytes }: BundlePart): string {
  return `${version ? `${name} ${version}` : name} ${(bytes / 1000).toFixed(1)} KB`;
}

export const program = command('deploy', 'Check and bundle the Worker and deploy it to Cloudflare')
  .requiredOption('--env <name>', 'environment of wrangler.toml, such as dev or prd')
  .option('--dry-run', 'only build, and report the size; needs no account')
  .option('--json', 'with --dry-run: print {environment, code: {bytes, gzip}, total: {bytes, gzip}, parts}')
  .action(deploy);
if (import.meta.main) await run(program);
