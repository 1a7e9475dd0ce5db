import { type BenchOptions, bench } from './bench/bench.ts';
import { benchMemory } from './bench/memory.ts';
import { benchModels } from './bench/models.ts';
import { benchModelsMemory } from './bench/models-memory.ts';
import { command, run } from './cli/command.ts';
import { positiveInteger } from './cli/options.ts';

export const program = command('bench', 'Compare the service with other servers, each on one core (Linux; needs wrk)')
  .option('--quick', 'use short slices and few rounds; takes under a minute')
  .option('--rounds <n>', 'clean rounds to collect, in at most three times as many', positiveInteger, 5)
  .option('--batch', 'send batches of 100 rows instead of single rows')
  .option('--peers <folder>', 'folder in which fastify and onnxruntime-node are installed', '.build/peers')
  .option('--python <path>', 'Python with the packages of scripts/bench/servers/requirements.txt')
  .option('--models', 'instead measure and draw the cost of starts and requests as models are added')
  .option('--models-memory', 'instead measure the memory that 100 large models need')
  .option('--memory <requests>', 'instead measure memory after that many requests', positiveInteger)
  .option('--out <folder>', 'where to write the charts', 'loadtest/report')
  .option('--json', 'print a JSON array of flat rows')
  .action((options: BenchOptions & { models?: true; modelsMemory?: true; memory?: number; out: string }) => {
    if (options.memory) return benchMemory(options.memory, options);
    if (options.modelsMemory) return benchModelsMemory(options);
    return options.models ? benchModels(options) : bench(options);
  });

if (import.meta.main) await run(program);
