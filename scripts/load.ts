import { InvalidArgumentError, Option } from 'commander';
import { command, run } from './cli/command.ts';
import { load } from './load/load.ts';

const KINDS = ['smoke', 'stress', 'spike', 'soak', 'breakpoint', 'batch'];

const program = command(
  'load',
  'Load-tests the service with k6; starts one on this machine unless --url names another.',
)
  .argument('<kind>', KINDS.join(', '), parseKind)
  .option('--url <url>', 'address of a running service; needs --key')
  .option('--key <key>', 'API key for it, of a tier that allows the load')
  .option('--i-own-this-target', 'says that you may put load on an address that is not this machine')
  .option('--rate <n>', 'requests per second (the highest, where it changes)', parseCount)
  .option('--seconds <n>', 'how long (for spike: how long the spike)', parseCount)
  .option('--out <folder>', 'where the summary and the report go', '.build/load')
  .addOption(new Option('--cloud', 'generate the load from Grafana Cloud k6 (k6 cloud run); needs --url'))
  .option('--json', 'print the summary as JSON')
  .action(load);

function parseKind(kind: string): string {
  if (KINDS.includes(kind)) return kind;
  throw new InvalidArgumentError(`expected ${KINDS.join(', ')}`);
}

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('expected a whole number above 0');
}

await run(program);
