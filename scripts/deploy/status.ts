import { Failure } from '../cli/failure.ts';
import { table } from '../cli/table.ts';
import type { Account, Deployment, Version } from './account.ts';

/** A version: what it serves, its share of the requests now, and when it last answered all of them before. */
export interface VersionStatus extends Version {
  percentage: number | undefined;
  /** The time of the last earlier deployment in which it answered everything. */
  lastSole: string | undefined;
}

/** The versions of a Worker, the newest first. */
export async function versionStatus(account: Account): Promise<VersionStatus[]> {
  const [current, ...earlier] = await account.deployments();
  const versions = await account.versions();
  return versions.map((version) => ({
    ...version,
    percentage: current?.shares.find((share) => share.version === version.id)?.percentage,
    lastSole: earlier.find(({ shares }) => isSole(shares, version.id))?.createdOn,
  }));
}

function isSole([first, second]: Deployment['shares'], id: string): boolean {
  return first?.version === id && second === undefined;
}

/** The version that answered everything before the present one; undefined if there is none. */
export function versionBefore(versions: readonly VersionStatus[]): VersionStatus | undefined {
  return versions
    .filter(({ percentage, lastSole }) => percentage !== 100 && lastSole !== undefined)
    .toSorted((a, b) => b.lastSole!.localeCompare(a.lastSole!))[0];
}

/** The version that a text names: its id, the beginning of it, or its tag. @throws {Failure} when none or several do */
export function findVersion(versions: readonly VersionStatus[], text: string): VersionStatus {
  const found = versions.filter(({ id, tag }) => tag === text || (text.length >= SHORTEST && id.startsWith(text)));
  if (found.length === 1) return found[0]!;
  const known = (found.length > 1 ? found : versions).map(({ id }) => id).join(', ');
  throw new Failure(
    `${found.length > 1 ? 'several versions are' : 'there is no version'} ${JSON.stringify(text)}: ${known || 'none'}`,
  );
}

/** Characters of an id that are enough to name a version. */
const SHORTEST = 6;

/** The versions as a table. */
export function statusTable(versions: readonly VersionStatus[]): string {
  return table([
    ['version', 'commit', 'uploaded', 'answers', 'serves'],
    ...versions.map(({ id, tag, createdOn, percentage, message }) => [
      id,
      tag || '–',
      createdOn.slice(0, 16).replace('T', ' '),
      percentage === undefined ? '–' : `${percentage} %`,
      message || 'unknown: not uploaded by npm run deploy',
    ]),
  ]);
}
