import { once } from 'node:events';
import { type BundleReport, checkLimits, largestText, limitWarning, reportBundle } from './bench/bundle-report.ts';
import { command, Failure, progress, run } from './cli/command.ts';
import { ensureBulletin } from './keys/open-store.ts';
import type { BundleSize } from './worker/bundle.ts';
import type { BundlePart } from './worker/bundle-parts.ts';
import { requireCredentials } from './wrangler/credentials.ts';
import { requireEnvironment } from './wrangler/environment.ts';
import { spawnWrangler } from './wrangler/run-wrangler.ts';

interface DeployOptions {
  env: string;
  dryRun?: true;
  json?: true;
}

async function deploy({ env, dryRun, json }: DeployOptions): Promise<void> {
  const environment = await requireEnvironment('--env', env);
  if (environment.name === 'local')
    throw new Failure('--env: "local" cannot be deployed; run it with npm start or npm run serve');
  if (!dryRun) requireCredentials(process.env);
  progress('building …');
  const report = await reportBundle(environment);
  checkLimits(report);
  if (json) console.log(JSON.stringify(report));
  else print(report);
  if (!dryRun) await upload(env);
}

function print(report: BundleReport): void {
  const { environment, code, total, startUp, parts, largest } = report;
  console.log(
    `${environment}, without model data: ${sizeText(code)}\n${environment}, as deployed:         ${sizeText(total)}`,
  );
  if (startUp !== undefined) console.log(`CPU to start, over an empty Worker: ${startUp.toFixed(0)} ms`);
  console.log(`of the code: ${parts.map(partText).join(', ')}\nlargest: ${largestText(largest)}`);
  const warning = limitWarning(report);
  if (warning) progress(`warning: ${warning}`);
}

async function upload(env: string): Promise<void> {
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
  .option(
    '--json',
    'with --dry-run: print {environment, code: {bytes, gzip}, total: {bytes, gzip}, startUp, parts, largest}',
  )
  .action(deploy);
if (import.meta.main) await run(program);
