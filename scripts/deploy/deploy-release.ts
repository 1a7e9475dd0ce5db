import { createKey } from '../../src/api-key.ts';
import { Failure } from '../cli/failure.ts';
import { postBulletin } from '../keys/bulletin.ts';
import { listKeys } from '../keys/list-keys.ts';
import type { KeyStore } from '../keys/store.ts';
import type { Account } from './account.ts';
import { type Release, versionMessage } from './release.ts';
import { rollOut, type Stage } from './roll-out.ts';
import type { Sleep } from './sleep.ts';
import { smoke, type Target } from './smoke.ts';
import { watch } from './watch.ts';

export interface DeployOptions {
  account: Account;
  /** Moves all requests at once. */
  atOnce?: boolean;
  /** How long to watch the new version while it answers some of the requests, in milliseconds. */
  watchFor: number;
  /** Aborted when the operator or the job stops the deployment. */
  signal: AbortSignal;
  report(line: string): void;
  sleep: Sleep;
  fetch(request: Request): Promise<Response>;
  now(): Date;
}

/** How many of a hundred requests a new version answers while it is watched. */
const FIRST_SHARE = 10;

/**
 * Deploys a release: the first one at once, later ones by a roll-out that goes back by itself.
 * @returns the id of the version that serves now
 * @throws {Failure} with the reason, and what serves then
 */
export async function deployRelease(release: Release, options: DeployOptions): Promise<string> {
  const { account, report, signal, fetch, sleep, now } = options;
  const [tag, message] = [release.commit, versionMessage(release)];
  const isFirst = (await account.deployments()).length === 0;
  const key = await deploymentKey(await account.keys(), release, now());
  signal.throwIfAborted();
  const createdFirst = isFirst ? await account.create(tag, message) : undefined;
  const target: Target = { url: await account.url(), worker: release.worker, key, fetch, sleep, signal };
  const askByName = (version: string) => smoke(target, release, { version, byName: true });
  const askAnyone = (version: string) => smoke(target, release, { version, byName: false });
  if (createdFirst !== undefined) {
    report(`the first version, ${createdFirst}, answers everything`);
    await askAnyone(createdFirst).catch((error: Error) => {
      throw new Failure(`${error.message}; ${createdFirst} is the first version, so there is none to go back to`);
    });
    return createdFirst;
  }

  const all: Stage = { percentage: 100, prove: askAnyone };
  const gradual: Stage[] = [
    { percentage: 0, prove: askByName },
    {
      percentage: FIRST_SHARE,
      async prove(version) {
        await askByName(version);
        await watch({
          account,
          version,
          duration: options.watchFor,
          signal,
          ask: () => askByName(version),
          now,
          sleep,
          report,
        });
      },
    },
  ];
  const stages = options.atOnce ? [all] : [...gradual, all];
  const version = await rollOut(account, { stages, tag, message, signal, report, sleep });
  await account.applyTriggers();
  return version;
}

/** How long the key of a deployment works, and its record is kept. */
const KEY_SECONDS = 2 * 3600;

/** A key for the golden rows, which expires by itself. Also writes the bulletin of keys where it is missing. */
async function deploymentKey(store: KeyStore, { tier }: Release, now: Date): Promise<string> {
  const { secret } = await postBulletin(store, await listKeys(store), now);
  const expiresAt = new Date(now.getTime() + KEY_SECONDS * 1000).toISOString();
  const { key, hash, record } = await createKey({ name: 'deployment', tier, expiresAt }, secret, now);
  await store.put(hash, record, KEY_SECONDS);
  return key;
}
