import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { Failure } from '../cli/command.ts';

const INSTALL = [
  'k6 is not installed. Any of these installs it:',
  '  go install go.k6.io/k6@v1.8.1   (with Go 1.24 or later; then put "$(go env GOPATH)/bin" on PATH)',
  '  brew install k6                 (macOS)',
  '  winget install k6               (Windows)',
  'or a binary from https://github.com/grafana/k6/releases. If k6 is not on PATH, set K6=/path/to/k6.',
].join('\n');

/** The k6 that the variable K6 names, else the one on PATH. @throws {Failure} with the ways to install k6 */
export function findK6(): string {
  const binary = process.env.K6 || 'k6';
  const { status } = spawnSync(binary, ['version'], { stdio: 'ignore' });
  if (status === 0) return binary;
  throw new Failure(process.env.K6 ? `K6 is ${binary}: that is not a k6` : INSTALL);
}

/** Starts k6 with settings for the script; all its output goes to stderr. */
export function startK6(binary: string, args: readonly string[], settings: Record<string, string>): ChildProcess {
  const variables = Object.entries(settings).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  const env = { ...process.env, K6_NO_USAGE_REPORT: 'true' };
  return spawn(binary, [...args.slice(0, -1), ...variables, args.at(-1)!], { env, stdio: ['ignore', 2, 2] });
}
