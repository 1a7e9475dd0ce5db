import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { Command, CommanderError } from 'commander';
import { Failure } from './failure.ts';

export { Failure };

/** A command of this project, named as `npm run` calls it. */
export function command(name: string, description: string): Command {
  return new Command(`npm run ${name} --`)
    .description(description)
    .showHelpAfterError('(add --help for the options)')
    .exitOverride();
}

/**
 * Runs a command; never throws and never ends the process. An error becomes one sentence on stderr and exit code 1;
 * with DEBUG set, an unforeseen error also prints its stack.
 */
export async function run(program: Command, args: readonly string[] = process.argv.slice(2)): Promise<void> {
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // commander has printed its own message, or the help.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode;
      return;
    }
    process.exitCode = 1;
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    if (process.env.DEBUG && error instanceof Error && !(error instanceof Failure)) {
      process.stderr.write(`${error.stack}\n`);
    }
  }
}

/**
 * Reports the progress of long work on stderr; stdout stays free for the result. A thread writes to the file itself:
 * its `process.stderr` would wait until the main thread pauses.
 */
export function progress(text: string): void {
  if (isMainThread) process.stderr.write(`${text}\n`);
  else writeSync(STDERR, `${text}\n`);
}

const STDERR = 2;
