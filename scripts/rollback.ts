import { command, Failure, progress, run } from './cli/command.ts';
import type { Account } from './deploy/account.ts';
import { confirm } from './deploy/confirm.ts';
import { sleep } from './deploy/sleep.ts';
import { awaitVersion } from './deploy/smoke.ts';
import { findVersion, statusTable, versionBefore, versionStatus } from './deploy/status.ts';
import { withAccount } from './deploy/with-account.ts';
import { requireCredentials } from './wrangler/credentials.ts';
import { requireEnvironment } from './wrangler/environment.ts';

interface RollbackOptions {
  env: string;
  url?: string;
  message?: string;
  yes?: true;
}

async function rollback(version: string | undefined, options: RollbackOptions): Promise<void> {
  const environment = await requireEnvironment('--env', options.env);
  requireCredentials(process.env);
  await withAccount(environment, options.url, async (account, worker) => {
    const versions = await versionStatus(account);
    console.log(statusTable(versions));
    if (version === undefined) {
      const before = versionBefore(versions);
      const hint = before ? `before the present one, ${before.id} answered everything` : 'none was there before';
      throw new Failure(`name the version to go back to: ${hint}`);
    }
    const { id, message } = findVersion(versions, version);
    if (!options.yes) await confirm(`Let ${id} answer everything in ${options.env}?`);
    const why = options.message ?? 'rollback';
    await account.shift([{ version: id, percentage: 100 }], why);
    progress(`${id} answers everything: ${message || 'unknown models'}`);
    await confirmAnswer(account, worker, id);
  });
}

/** Asks the Worker which version answers. Versions without `x-version` cannot be told apart. */
async function confirmAnswer(account: Account, worker: string, version: string): Promise<void> {
  const url = await account.url();
  const { signal } = new AbortController();
  await awaitVersion({ url, worker, sleep, signal, fetch: (request) => fetch(request) }, version);
  console.log(`${url} answers with ${version}`);
}

export const program = command('rollback', 'Let an earlier version answer all requests again')
  .argument('[version]', 'its id, the beginning of it, or its commit; without it, only list the versions')
  .requiredOption('--env <name>', 'environment of wrangler.toml, such as dev or prd')
  .option('--message <text>', 'why, for the list of deployments')
  .option('--url <address>', 'where the Worker answers (default: its address on workers.dev)')
  .option('--yes', 'do not ask')
  .action(rollback);
if (import.meta.main) await run(program);
