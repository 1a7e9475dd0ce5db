import { Readable } from 'node:stream';
import type { Command } from 'commander';
import { vi } from 'vitest';
import { run } from '../../scripts/cli/command.ts';
import type { Ended } from './run-script.ts';

/**
 * Runs a command within this process, as `runScript` does in one of its own: much faster, but what the command leaves
 * behind stays. Variables are added to those of this process.
 */
export async function runCommand(
  program: Command,
  args: string[],
  variables: Record<string, string> = {},
  stdin = '',
): Promise<Ended> {
  const written = { stdout: '', stderr: '' };
  const writeTo = (stream: keyof typeof written) => (text: string | Uint8Array) => {
    written[stream] += text;
    return true;
  };
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((...parts) => void writeTo('stdout')(`${parts.join(' ')}\n`)),
    vi.spyOn(process.stdout, 'write').mockImplementation(writeTo('stdout')),
    vi.spyOn(process.stderr, 'write').mockImplementation(writeTo('stderr')),
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([stdin]) as typeof process.stdin),
  ];
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    await run(program, args);
    return { code: Number(process.exitCode ?? 0), ...written };
  } finally {
    process.exitCode = undefined;
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
    for (const spy of spies) spy.mockRestore();
  }
}
