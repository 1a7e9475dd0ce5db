import { type BenchOptions, bench } from './bench/bench.ts';
import { benchFirstAnswer } from './bench/first-answer.ts';
import { benchHold } from './bench/hold.ts';
import { benchMemory } from './bench/memory.ts';
import { benchModels } from './bench/models.ts';
import { benchModelsMemory } from './bench/models-memory.ts';
import { benchProcesses } from './bench/processes.ts';
import { command, run } from './cli/command.ts';
import { positiveInteger } from './cli/options.ts';

interface Options extends BenchOptions {
  models?: true;
  modelsMemory?: true;
  memory?: number;
  hold?: number;
  seconds: number;
  processes?: true;
  firstAnswer?: true;
  out: string;
}

export const program = command('bench', 'Compare the service with other servers, each on one core (Linux; needs wrk)')
  .option('--quick', 'use short slices and few rounds; takes under a minute')
  .option('--rounds <n>', 'clean rounds to collect, in at most three times as many', positiveInteger, 5)
  .option('--batch', 'send batches of 100 rows instead of single rows')
  .option('--peers <folder>', 'folder in which fastify and onnxruntime-node are installed', '.build/peers')
  .option('--python <path>', 'Python with the packages of scripts/bench/servers/requirements.txt')
  .option('--models', 'instead measure and draw the cost of starts and requests as models are added')
  .option('--models-memory', 'instead measure the memory that 100 large models need')
  .option('--memory <requests>', 'instead measure memory after that many requests', positiveInteger)
  .option('--hold <requests>', 'instead send that many at a fixed rate to the service on Node', positiveInteger)
  .option('--seconds <n>', 'how long --hold takes for them', positiveInteger, 45)
  .option('--processes', 'instead measure what a second process on Node adds')
  .option('--first-answer', 'instead measure the time from a start on Node to the first answer')
  .option('--out <folder>', 'where to write the charts', 'loadtest/report')
  .option('--json', 'print a JSON array of flat rows')
  .action((options: Options) => {
    if (options.hold) return benchHold({ ...options, requests: options.hold });
    if (options.processes) return benchProcesses(options);
    if (options.firstAnswer) return benchFirstAnswer(options);
    if (options.memory) return benchMemory(options.memory, options);
    if (options.modelsMemory) return benchModelsMemory(options);
    return options.models ? benchModels(options) : bench(options);
  });

if (import.meta.main) await run(program);
