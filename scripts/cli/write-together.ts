import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from './command.ts';

/** A file to be written: its path, its new contents beside it, and a copy of the earlier ones if there are any. */
interface Replacement {
  path: string;
  beside: string;
  earlier: string | undefined;
}

/**
 * Writes files, by path, all or none: first beside their places, then under their names. If that fails, as on a full disk,
 * what was there stays, and no half file does.
 * @throws {Failure} naming the file that could not be written
 */
export function writeTogether(files: ReadonlyMap<string, string | Uint8Array>): void {
  const leftovers: string[] = [];
  const replaced: Replacement[] = [];
  let current = '';
  try {
    const prepared: Replacement[] = [];
    for (const [path, contents] of files) {
      current = path;
      const made = mkdirSync(dirname(path), { recursive: true });
      if (made !== undefined) leftovers.push(made);
      prepared.push(prepare(path, contents, leftovers));
    }
    for (const replacement of prepared) {
      current = replacement.path;
      renameSync(replacement.beside, replacement.path);
      replaced.push(replacement);
    }
  } catch (error) {
    for (const { path, earlier } of replaced) {
      if (earlier === undefined) rmSync(path);
      else renameSync(earlier, path);
    }
    for (const path of leftovers) rmSync(path, { recursive: true, force: true });
    throw new Failure(`${current} could not be written: ${(error as Error).message}; nothing was changed`);
  }
  for (const { earlier } of replaced) if (earlier !== undefined) rmSync(earlier, { force: true });
}

/** Writes the new contents beside a file and keeps a copy of the earlier ones; both are leftovers if anything fails. */
function prepare(path: string, contents: string | Uint8Array, leftovers: string[]): Replacement {
  const beside = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  const bytes = Buffer.from(contents);
  leftovers.push(`${beside}.new`);
  writeFileSync(`${beside}.new`, bytes, { flush: true });
  if (statSync(`${beside}.new`).size !== bytes.length) throw new Error('the disk took only a part of it');
  if (!existsSync(path)) return { path, beside: `${beside}.new`, earlier: undefined };
  leftovers.push(`${beside}.old`);
  copyFileSync(path, `${beside}.old`);
  return { path, beside: `${beside}.new`, earlier: `${beside}.old` };
}
