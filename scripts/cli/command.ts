import { writeSync } from 'node:fs';
import { Command } from 'commander';

/** Something a user can mend: shown as one sentence, without a stack trace. */
export class Failure extends Error {}

/** A command of this project, named as `npm run` calls it. */
export function command(name: string, description: string): Command {
  return new Command(`npm run ${name} --`).description(description).showHelpAfterError('(add --help for the options)');
}

/**
 * Runs a command. Whatever goes wrong ends as one sentence on stderr and exit code 1; with DEBUG set, an unforeseen
 * error shows its stack too.
 */
export async function run(program: Command): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    if (process.env.DEBUG && error instanceof Error && !(error instanceof Failure)) {
      process.stderr.write(`${error.stack}\n`);
    }
    process.exitCode = 1;
  }
}

/**
 * Tells how far long work has come: on stderr, so that stdout stays for the result, and at once, also from a thread that
 * does not pause.
 */
export function progress(text: string): void {
  writeSync(STDERR, `${text}\n`);
}

const STDERR = 2;
