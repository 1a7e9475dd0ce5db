import { Failure } from '../cli/failure.ts';
import type { Account, Deployment, Share } from './account.ts';
import { stageMessage } from './end-roll-out.ts';
import type { Sleep } from './sleep.ts';

/** A step of a roll-out: the share of the new version, and the proof that it may go on. */
export interface Stage {
  percentage: number;
  /** @throws {Failure} with the reason to go back */
  prove(version: string): Promise<void>;
}

export interface RollOutOptions {
  stages: readonly Stage[];
  tag: string;
  message: string;
  /** Aborted when the operator or the job stops the roll-out. */
  signal: AbortSignal;
  report(line: string): void;
  sleep: Sleep;
}

/** How long to wait before each further try to go back. */
const RETRIES = [1000, 5000, 15_000];

/**
 * Uploads a version and moves the requests to it, stage by stage. Whatever fails, or a stop, brings all requests back to
 * the version that was there, by its id; unless somebody else has deployed meanwhile.
 * @returns the id of the new version
 * @throws {Failure} with the reason, and which version answers now
 */
export async function rollOut(account: Account, options: RollOutOptions): Promise<string> {
  const { stages, tag, message, signal, report } = options;
  const before = soleVersion((await account.deployments())[0]);
  signal.throwIfAborted();
  const version = await account.upload(tag, message);
  report(`uploaded ${version}`);
  let shares: readonly Share[] = [{ version: before, percentage: 100 }];
  let moved = false;
  try {
    for (const { percentage, prove } of stages) {
      signal.throwIfAborted();
      requireSame((await account.deployments())[0], shares);
      signal.throwIfAborted();
      shares = split(version, before, percentage);
      moved = true;
      await account.shift(shares, stageMessage(tag, version, percentage));
      signal.throwIfAborted();
      report(`${version} answers ${percentage} % of the requests`);
      await prove(version);
    }
    return version;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof Overtaken) throw new Failure(`${reason}; nothing was changed any more`);
    if (!moved) throw new Failure(`${reason}; ${before} goes on answering everything`);
    report(`going back to ${before}: ${reason}`);
    await goBack(account, before, reason, options);
    throw new Failure(`${reason}; ${before} answers everything again`);
  }
}

/** Somebody else has changed the deployment during the roll-out. */
class Overtaken extends Failure {}

/** The one version that answers everything. @throws {Failure} naming who is in the middle of a roll-out */
function soleVersion(deployment: Deployment | undefined): string {
  const [first, second] = deployment?.shares ?? [];
  if (!first) throw new Failure('there is no deployment yet');
  if (!second) return first.version;
  throw new Failure(
    `the requests are split, ${splitText(deployment!)}: finish that roll-out, or end it with npm run rollback and one of the two versions`,
  );
}

/** A deployment in words: its shares, and who made it, when and why. */
function splitText({ shares, author, createdOn, message }: Deployment): string {
  const parts = shares.map(({ version, percentage }) => `${version} ${percentage} %`);
  return `${parts.join(' and ')} (${[author, createdOn, message].filter(Boolean).join(', ')})`;
}

function split(version: string, before: string, percentage: number): Share[] {
  const shares = [
    { version, percentage },
    { version: before, percentage: 100 - percentage },
  ];
  // A version at 0 % can be asked by name; one that has left the deployment cannot.
  return percentage === 100 ? shares.slice(0, 1) : shares;
}

function requireSame(deployment: Deployment | undefined, expected: readonly Share[]): void {
  const same =
    deployment?.shares.length === expected.length &&
    expected.every(({ version, percentage }) =>
      deployment.shares.some((share) => share.version === version && share.percentage === percentage),
    );
  if (!same) {
    const now = deployment ? splitText(deployment) : 'nothing';
    throw new Overtaken(`somebody else has deployed meanwhile: ${now}`);
  }
}

async function goBack(
  account: Account,
  version: string,
  reason: string,
  { report, sleep }: Pick<RollOutOptions, 'report' | 'sleep'>,
): Promise<void> {
  for (const wait of [...RETRIES, undefined]) {
    try {
      await account.shift([{ version, percentage: 100 }], `went back: ${reason}`);
      return;
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      if (wait === undefined)
        throw new Failure(`${reason}; going back failed too (${failure}): run npm run rollback with ${version}`);
      report(`going back failed, trying again: ${failure}`);
      await sleep(wait);
    }
  }
}
