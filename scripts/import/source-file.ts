import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Failure } from '../cli/failure.ts';

/** The most bytes of a file that holds a model: one of 100,000 categories takes about half as many. */
export const MOST_BYTES = 32 * 2 ** 20;

/** The first bytes of a file; none of a folder. */
export function firstBytes(path: string, count: number): Buffer {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return Buffer.alloc(0);
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(count);
    return bytes.subarray(0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

/** All bytes of a file that holds a model. @throws {Failure} for a file that is larger than any model */
export function readSource(path: string, most = MOST_BYTES): Buffer {
  const { size } = statSync(path);
  if (size <= most) return readFileSync(path);
  throw new Failure(`${basename(path)} has ${size} bytes; expected at most ${most}`);
}
