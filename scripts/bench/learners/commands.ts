import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '../../cli/command.ts';

/** What a command cost: wall seconds, and peak megabytes on Linux. */
export interface Cost {
  seconds: number;
  peak: number;
}

/** Writes the peak memory of a process when it ends. */
const AT_EXIT = `import { readFileSync, writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(process.env.PEAK_FILE, /VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]));`;

/** Runs a script of this project in another folder. @throws {Failure} with what it printed on stderr */
export async function runScript(
  script: string,
  parameters: readonly string[],
  cwd: string,
): Promise<Cost & { output: string }> {
  const peakFile = join(cwd, 'peak.txt');
  const options = `--import=data:text/javascript,${encodeURIComponent(AT_EXIT)}`;
  const began = performance.now();
  const output = await runFile(process.execPath, [options, resolve(script), ...parameters], cwd, {
    PEAK_FILE: peakFile,
  });
  const seconds = (performance.now() - began) / 1e3;
  return { seconds, peak: Number(readFileSync(peakFile, 'utf8')) / 1024, output };
}

/** Runs a program and returns what it prints. @throws {Failure} with the end of what it printed on stderr */
export async function runFile(
  file: string,
  parameters: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(file, [...parameters], {
      cwd,
      env: { ...process.env, ...env, PYTHONDONTWRITEBYTECODE: '1' },
      maxBuffer: 1e8,
    });
    return stdout;
  } catch (error) {
    const { stderr = String(error) } = error as { stderr?: string };
    throw new Failure(`${file} ${parameters.join(' ')}: ${stderr.trim().slice(-600)}`);
  }
}
