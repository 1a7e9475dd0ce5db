import { git } from '../changes/git.ts';
import { Failure } from '../cli/failure.ts';

/** Where a release comes from. */
export interface Origin {
  commit: string;
  /** What the folder holds that the commit does not, if it is released all the same. */
  forced?: string | undefined;
}

/** The commit of the folder. @throws {Failure} when the folder holds something else, unless that is forced */
export async function currentOrigin(force: boolean): Promise<Origin> {
  const commit = await git('rev-parse', '--short=12', 'HEAD');
  return originOf(commit.trim(), await git('status', '--porcelain'), force);
}

/**
 * The origin of a folder at a commit.
 * @param status what `git status --porcelain` prints
 * @throws {Failure} naming a file that is not committed, unless that is forced
 */
export function originOf(commit: string, status: string, force: boolean): Origin {
  const changed = status.split('\n').flatMap((line) => line.slice(3) || []);
  const [first] = changed;
  if (first === undefined) return { commit };
  const files = changed.length === 1 ? first : `${first} and ${changed.length - 1} more`;
  if (force) return { commit, forced: `with uncommitted changes to ${files}` };
  throw new Failure(`${files} ${changed.length === 1 ? 'is' : 'are'} not committed: commit, or add --force`);
}
