import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as z from 'zod';
import { Failure } from '../../cli/command.ts';

/** The fit of this project. */
export const OURS = 'ours';
/** The libraries that take turns, in this order. */
export const LIBRARIES = [OURS, 'sklearn', 'glum'] as const satisfies string[];
export type Library = (typeof LIBRARIES)[number];

const PENALTY = '1';
/** Every fit stops when the largest component of its gradient, per row, is at most this. */
const TOLERANCE = '1e-9';
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1', NUMEXPR_NUM_THREADS: '1' };

const costSchema = z.object({ cpu: z.number(), wall: z.number(), peak: z.number() });
const gradientSchema = z.record(z.string(), z.number());

/** Makes sure that a Python has the packages to compare with. @throws {Failure} with the command that installs them */
export async function requirePackages(python: string): Promise<void> {
  try {
    await start(python, ['-c', 'import numpy, scipy, sklearn, pandas, tabmat, glum']);
  } catch {
    throw new Failure(`--python: packages are missing; run ${python} -m pip install -r test/oracle/requirements.txt`);
  }
}

/** Fits the rows of a folder in a new process. `count` is that of `readRows`, only for the fit of this project. */
export async function fitOnce(library: Library, folder: string, python = 'python3', count?: number) {
  const settings = [folder, PENALTY, TOLERANCE, ...(count === undefined ? [] : [String(count)])];
  const output =
    library === OURS
      ? await start(process.execPath, ['scripts/bench/fit/measure.ts', ...settings])
      : await start(python, ['test/oracle/bench_fit.py', library, ...settings]);
  return costSchema.parse(JSON.parse(output));
}

/** The gradients at the coefficients that the last fits wrote to a folder, computed by numpy. */
export async function verifyGradients(
  python: string,
  folder: string,
  libraries: readonly string[],
): Promise<Record<string, number>> {
  return gradientSchema.parse(
    JSON.parse(await start(python, ['test/oracle/bench_gradient.py', folder, PENALTY, ...libraries])),
  );
}

async function start(file: string, parameters: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(file, parameters, {
    env: { ...process.env, ...ONE_THREAD, PYTHONDONTWRITEBYTECODE: '1' },
  });
  return stdout;
}
