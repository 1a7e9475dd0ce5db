import { InvalidArgumentError } from 'commander';
import { type BenchOptions, bench } from './bench/bench.ts';
import { benchMemory } from './bench/memory.ts';
import { benchModels } from './bench/models.ts';
import { command, run } from './cli/command.ts';

const program = command('bench', 'Measures the service beside floors and peers, each on one core (Linux; needs wrk).')
  .option('--quick', 'short slices and few rounds: under a minute')
  .option('--rounds <n>', 'clean rounds to reach; at most three times as many are tried', parseCount, 5)
  .option('--batch', 'batches of 100 rows instead of single ones')
  .option('--peers <folder>', 'where fastify and onnxruntime-node are installed', '.build/peers')
  .option('--python <path>', 'Python with the packages of scripts/bench/servers/requirements.txt')
  .option('--models', 'instead: what starts and requests cost as models are added, with charts')
  .option('--memory <requests>', 'instead: memory after so many requests, beside the fair limit', parseCount)
  .option('--out <folder>', 'where the charts go', 'loadtest/report')
  .option('--json', 'print a JSON array of flat rows')
  .action((options: BenchOptions & { models?: true; memory?: number; out: string }) => {
    if (options.memory) return benchMemory(options.memory, options);
    return options.models ? benchModels(options) : bench(options);
  });

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('expected a whole number above 0');
}

await run(program);
