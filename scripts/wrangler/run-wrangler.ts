import { type ChildProcess, type SpawnOptions, type StdioOptions, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { childOutput } from '../cli/child-output.ts';
import { Failure } from '../cli/command.ts';

const folder = dirname(createRequire(import.meta.url).resolve('wrangler/package.json'));
const binary = join(folder, 'bin', 'wrangler.js');

/** Settings that keep wrangler and Miniflare off the network: no telemetry, no updates, no location. */
export const OFFLINE = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_NO_SKILLS_UPDATE_PROMPTS: 'true',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  X_LOCAL_EXPLORER: 'false',
  X_LOCAL_OBSERVABILITY: 'false',
};

/** Starts the project's own wrangler. */
export function spawnWrangler(args: string[], stdio: StdioOptions, options: SpawnOptions = {}): ChildProcess {
  return spawn(process.execPath, [binary, ...args], {
    ...options,
    stdio,
    env: { ...process.env, ...OFFLINE, ...options.env },
  });
}

/** Runs wrangler and returns what it printed. @throws {Failure} with the message of wrangler, or of the build it ran */
export async function runWrangler(purpose: string, args: string[]): Promise<string> {
  const child = spawnWrangler(args, ['ignore', 'pipe', 'pipe']);
  const { stdout, stderr, code } = await childOutput(child);
  if (code !== 0) throw new Failure(`${purpose} failed: ${errorMessage(stdout + stderr)}`);
  return stdout;
}

/** The sentence in wrangler's output that says what went wrong; if a build failed, the sentence of the build. */
export function errorMessage(output: string): string {
  const plain = stripVTControlCharacters(output);
  const found =
    plain.match(/^(?:\[custom build\] )?(?:error|Error \[\w+\]|\w+Error): (.+)$/m) ?? plain.match(/\[ERROR\] (.+)$/m);
  return found?.[1]?.trim() ?? (plain.trim().split('\n').at(-1) || 'wrangler gave no reason');
}
