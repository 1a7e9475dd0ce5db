import type { Account, Deployment } from './account.ts';

/** What the deployment of a step of a roll-out says: the commit, the new version and its share. */
export function stageMessage(tag: string, version: string, percentage: number): string {
  return `roll-out of ${tag}: ${version} at ${percentage} %`;
}

/**
 * Ends the roll-out of a commit that was killed before it could go back: all requests go to the other version.
 * @returns the version that answers everything again; undefined if the roll-out is not in the middle
 */
export async function endRollOut(account: Account, tag: string): Promise<string | undefined> {
  const [deployment] = await account.deployments();
  const before = deployment && otherVersion(deployment, tag);
  if (before !== undefined)
    await account.shift([{ version: before, percentage: 100 }], 'went back: the roll-out was killed');
  return before;
}

/** The version that the roll-out of a commit was to replace. */
function otherVersion({ message, shares }: Deployment, tag: string): string | undefined {
  const own = shares.find(({ version, percentage }) => message === stageMessage(tag, version, percentage));
  return own && shares.find((share) => share !== own)?.version;
}
