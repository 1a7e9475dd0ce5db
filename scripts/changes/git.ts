import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Failure } from '../cli/command.ts';

const LARGEST_FILE = 64 * 1024 * 1024;

/** Runs git in the project and returns what it prints. @throws {Failure} with the last line of git's error */
export async function git(...args: string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('git', args, { maxBuffer: LARGEST_FILE });
    return stdout;
  } catch (error) {
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    throw new Failure(`git ${args[0]}: ${stderr.trim().split('\n').at(-1)}`);
  }
}

/** A commit by any name that git knows. @throws {Failure} naming a revision that there is not */
export async function commitOf(revision: string): Promise<string> {
  const found = await git('rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`).catch(() => undefined);
  if (found === undefined) throw new Failure(`there is no revision ${JSON.stringify(revision)} in this repository`);
  return found.trim();
}

/** The text of a file of a commit. */
export function fileAt(commit: string, path: string): Promise<string> {
  return git('show', `${commit}:${path}`);
}
