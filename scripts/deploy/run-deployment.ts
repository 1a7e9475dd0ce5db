import { Failure, progress } from '../cli/command.ts';
import { onStop } from '../cli/on-stop.ts';
import { requireCredentials } from '../wrangler/credentials.ts';
import { describeChanges } from './changes.ts';
import { confirm } from './confirm.ts';
import { deployRelease } from './deploy-release.ts';
import { endRollOut } from './end-roll-out.ts';
import { readRelease } from './release.ts';
import type { RunOptions } from './run-options.ts';
import { sleep } from './sleep.ts';
import { wranglerAccount } from './wrangler-account.ts';

/** Deploys the release of a folder: says what changes, asks on a terminal, and goes back when it is stopped. */
export async function runDeployment(folder: string, { url, atOnce, watch, yes }: RunOptions): Promise<void> {
  requireCredentials(process.env);
  const release = readRelease(folder);
  const account = wranglerAccount(folder, { environment: release.environment, url });
  console.log(await describeChanges(account, release));
  if (!yes) await confirm(`Deploy this to ${release.environment}?`);
  const stop = new AbortController();
  onStop(() => {
    progress('stopping …');
    stop.abort(new Failure('the deployment was stopped'));
  });
  const version = await deployRelease(release, {
    account,
    atOnce: atOnce === true,
    watchFor: watch,
    signal: stop.signal,
    report: progress,
    sleep,
    fetch: (request) => fetch(request),
    now: () => new Date(),
  });
  console.log(`${version} serves ${release.environment}`);
}

/** Ends the roll-out of the release in a folder, if it was killed in the middle. */
export async function endDeployment(folder: string, { url }: RunOptions): Promise<void> {
  requireCredentials(process.env);
  const { commit, environment } = readRelease(folder);
  const version = await endRollOut(wranglerAccount(folder, { environment, url }), commit);
  console.log(version === undefined ? 'there is no roll-out to end' : `${version} answers everything again`);
}
