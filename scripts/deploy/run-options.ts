import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../keys/expiry.ts';

/** The options of a deployment. */
export interface RunOptions {
  url?: string;
  atOnce?: true;
  /** Milliseconds. */
  watch: number;
  yes?: true;
}

const WATCH = 5 * 60_000;

/** Adds the options of a deployment to a command. */
export function withRunOptions(command: Command): Command {
  const watch = new Option(
    '--watch <duration>',
    'how long the new version answers 10 % of the requests; 0 does not wait',
  );
  return command
    .option('--at-once', 'move all requests to the new version at once')
    .addOption(watch.default(WATCH, '5m').argParser(watchDuration))
    .option('--url <address>', 'where the Worker answers (default: its address on workers.dev)')
    .option('--yes', 'do not ask');
}

function watchDuration(text: string): number {
  const duration = text === '0' ? 0 : parseDuration(text);
  if (duration !== undefined) return duration;
  throw new InvalidArgumentError('expected a duration such as 5m, or 0');
}
