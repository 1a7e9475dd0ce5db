import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../../cli/failure.ts';
import type { Journal } from '../../training/fit/steps.ts';

/** The stages that are done, by depth: those of the whole, then those of the stage that was being computed, and so on. */
interface Saved {
  /** What the journal is of: another one is not gone on from. */
  subject: string;
  levels: unknown[][];
}

/**
 * A journal in a small JSON file. When a stage is done, its result takes the place of those of its own stages, so the file
 * holds little more than the coefficients of the fits. It is written after every stage, whole or not at all.
 * @throws {Failure} when the file is of another subject
 */
export function fileJournal(path: string, subject: string): Journal {
  const saved = read(path, subject);
  const counts = [0];
  const write = () => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, JSON.stringify(saved, encode), { flush: true });
    renameSync(`${path}.new`, path);
  };
  return {
    async keep<T>(run: () => Promise<T>): Promise<T> {
      const depth = counts.length - 1;
      saved.levels[depth] ??= [];
      const done = saved.levels[depth];
      const position = counts[depth]!++;
      if (position < done.length) return done[position] as T;
      counts.push(0);
      const result = await run();
      counts.pop();
      done.push(result);
      saved.levels.length = depth + 1;
      write();
      return result;
    },
  };
}

function read(path: string, subject: string): Saved {
  if (!existsSync(path)) return { subject, levels: [] };
  const saved = JSON.parse(readFileSync(path, 'utf8'), decode) as Saved;
  if (saved.subject === subject) return saved;
  throw new Failure(`${path} is the state of another training: leave out --resume to begin anew`);
}

/** Vectors are base64: exact, and half as long as decimals. */
function encode(_: string, value: unknown): unknown {
  if (!(value instanceof Float64Array)) return value;
  return { float64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
}

function decode(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('float64' in value)) return value;
  const bytes = Buffer.from(String(value.float64), 'base64');
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
