import { Argument, Option } from 'commander';
import { command, run } from './cli/command.ts';
import { positiveInteger } from './cli/options.ts';
import { load } from './load/load.ts';

const KINDS = ['smoke', 'stress', 'spike', 'soak', 'breakpoint', 'batch'];

export const program = command('load', 'Load-test a service with k6, one on this machine unless --url names another')
  .addArgument(new Argument('<kind>', 'shape of the load').choices(KINDS))
  .option('--url <url>', 'address of a running service; needs --key')
  .option('--key <key>', 'API key for it, of a tier that allows the load')
  .option('--i-own-this-target', 'confirm that you may put load on an address that is not this machine')
  .option('--rate <n>', 'requests per second (the highest rate, if it changes)', positiveInteger)
  .option('--seconds <n>', 'how long the run lasts (for spike: how long the spike lasts)', positiveInteger)
  .option('--check-every <n>', 'which good answers to compare with the core: every nth', positiveInteger, 1)
  .addOption(
    new Option('--runtime <name>', 'what runs the service: Node, or workerd')
      .choices(['node', 'workerd'])
      .default('node'),
  )
  .option('--tier <name>', 'tier of the keys that it creates, enough of them for the rate', 'unlimited')
  .option('--out <folder>', 'where to write the summary and the report', '.build/load')
  .option('--cloud', 'generate the load from Grafana Cloud k6 (k6 cloud run); needs --url')
  .option('--json', 'print the summary as JSON')
  .action(load);

if (import.meta.main) await run(program);
