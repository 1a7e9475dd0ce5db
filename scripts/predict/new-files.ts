import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../cli/command.ts';

/** Files that a long command writes: under other names beside their places, until all of them are whole. */
export interface NewFiles {
  /** Where to write a file now. */
  beside(path: string): string;
  /** Gives the files that were written their names, in place of earlier ones. */
  finish(): void;
  /** Removes what is not finished. */
  discard(): void;
}

/** Prepares a folder for new files. @throws {Failure} when it cannot be made */
export function newFiles(folder: string): NewFiles {
  const made = makeFolder(folder);
  const written = new Map<string, string>();
  let isFinished = false;
  return {
    beside(path) {
      if (isFolder(path)) throw new Failure(`${path} is a folder: name a file`);
      const place = join(dirname(path), `.${basename(path)}.${randomUUID()}.new`);
      written.set(path, place);
      return place;
    },
    finish() {
      for (const [path, place] of written) renameSync(place, path);
      isFinished = true;
    },
    discard() {
      for (const place of written.values()) rmSync(place, { force: true });
      if (!isFinished && made !== undefined) rmSync(made, { recursive: true, force: true });
    },
  };
}

function makeFolder(folder: string): string | undefined {
  try {
    return mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Failure(`${folder} cannot be made: ${(error as Error).message}`);
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** Whether two paths lead to one file, also by links. */
export function isSameFile(first: string, second: string): boolean {
  if (!existsSync(first) || !existsSync(second)) return false;
  const [one, other] = [statSync(realpathSync(first)), statSync(realpathSync(second))];
  return one.dev === other.dev && one.ino === other.ino;
}
