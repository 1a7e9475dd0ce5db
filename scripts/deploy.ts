import { type BundleReport, checkLimits, largestText, limitWarning, reportBundle } from './bench/bundle-report.ts';
import { checkProject } from './bundle.ts';
import { command, Failure, progress, run } from './cli/command.ts';
import { withTemporaryFolder } from './cli/temporary-folder.ts';
import { buildRelease } from './deploy/build-release.ts';
import { exportRelease } from './deploy/export-release.ts';
import { currentOrigin } from './deploy/origin.ts';
import { runDeployment } from './deploy/run-deployment.ts';
import { type RunOptions, withRunOptions } from './deploy/run-options.ts';
import { statusTable, versionStatus } from './deploy/status.ts';
import { withAccount } from './deploy/with-account.ts';
import type { BundleSize } from './worker/bundle.ts';
import type { BundlePart } from './worker/bundle-parts.ts';
import type { EnvironmentConfig } from './wrangler/config.ts';
import { requireCredentials } from './wrangler/credentials.ts';
import { requireEnvironment } from './wrangler/environment.ts';

interface DeployOptions extends RunOptions {
  env?: string;
  dryRun?: true;
  json?: true;
  force?: true;
  status?: true;
  export?: string;
}

async function deploy(options: DeployOptions): Promise<void> {
  const environment = await requireEnvironment('--env', options.env ?? topLevel());
  if (options.env === 'local')
    throw new Failure('--env: "local" cannot be deployed; run it with npm start or npm run serve');
  if (options.dryRun) return dryRun(environment, options);
  if (options.export === undefined) requireCredentials(process.env);
  if (options.status) return status(environment, options);
  // Cloudflare's own build writes the ids of the account into wrangler.toml.
  const origin = await currentOrigin(options.force === true || process.env.WORKERS_CI !== undefined);
  await checkProject();
  progress('building …');
  if (options.export !== undefined) {
    await buildRelease(options.export, environment, origin);
    await exportRelease(options.export);
    console.log(`wrote ${options.export}: deploy it with npm ci and node deploy.js`);
    return;
  }
  await withTemporaryFolder(async (folder) => {
    await buildRelease(folder, environment, origin);
    await runDeployment(folder, options);
  });
}

/** The top level of wrangler.toml is what the button “Deploy to Cloudflare” deploys, in Cloudflare's own build. */
function topLevel(): string {
  if (process.env.WORKERS_CI) return 'local';
  throw new Failure('--env: name the environment of wrangler.toml to deploy, such as dev or prd');
}

async function status(environment: EnvironmentConfig, { url, json }: DeployOptions): Promise<void> {
  const versions = await withAccount(environment, url, versionStatus);
  if (json) console.log(JSON.stringify(versions));
  else if (versions.length === 0) console.log(`there is no deployment of ${environment.name} yet`);
  else console.log(statusTable(versions));
}

async function dryRun(environment: EnvironmentConfig, { json }: DeployOptions): Promise<void> {
  progress('building …');
  const report = await reportBundle(environment);
  checkLimits(report);
  if (json) console.log(JSON.stringify(report));
  else print(report);
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

function sizeText({ gzip, bytes }: BundleSize): string {
  return `${(gzip / 1000).toFixed(1)} KB gzip (${(bytes / 1000).toFixed(1)} KB plain)`;
}

function partText({ name, version, bytes }: BundlePart): string {
  return `${version ? `${name} ${version}` : name} ${(bytes / 1000).toFixed(1)} KB`;
}

export const program = withRunOptions(
  command('deploy', 'Check and bundle the Worker and deploy it to Cloudflare, gradually'),
)
  .option('--env <name>', 'environment of wrangler.toml, such as dev or prd')
  .option('--dry-run', 'only build, and report the size; needs no account')
  .option('--status', 'only list the versions: what each serves, and how many of the requests')
  .option(
    '--json',
    'with --dry-run: print {environment, code: {bytes, gzip}, total: {bytes, gzip}, startUp, parts, largest}; with --status: a list of {id, tag, message, createdOn, percentage, lastSole}',
  )
  .option('--force', 'deploy uncommitted changes; the version says so')
  .option('--export <folder>', 'only write a folder that deploys with wrangler and nothing else; needs no account')
  .action(deploy);
if (import.meta.main) await run(program);
