import { join } from 'node:path';
import { progress } from '../cli/command.ts';
import { table } from '../cli/table.ts';
import { cpuMilliseconds, residentMegabytes } from '../load/cpu.ts';
import { readArtifact } from '../models/artifacts.ts';
import { writeModels } from './many-models.ts';
import { startBundle } from './service.ts';
import { withServers } from './workspace.ts';

/** A large variant: its artifact has 440 KB. */
const LARGE = { model: 'us-delay', variant: 'crossed' };
const COUNTS = [1, 100];
/** Megabytes between two limits of the heap that are tried. */
const STEP = 8;
const MOST_HEAP = 512;
const HOT = 3000;

/** What large models need: megabytes, and CPU microseconds per request of the first one after all have been asked. */
interface ModelsMemory {
  models: number;
  /** The smallest limit of V8's heap in which every model answers, again and again. */
  heap: number;
  /** Resident memory of workerd in that heap: when ready, and after all requests. Most of it are the modules themselves. */
  ready: number;
  end: number;
  hot: number;
}

/** Prints how much memory large models need as there are more of them. */
export async function benchModelsMemory({ json }: { json?: true }): Promise<void> {
  const measured: ModelsMemory[] = [];
  for (const count of COUNTS) {
    for (let heap = STEP; heap <= MOST_HEAP; heap += STEP) {
      progress(`${count} models in a heap of ${heap} MB …`);
      const memory = await measure(count, heap).catch(() => undefined);
      if (memory === undefined) continue;
      measured.push(memory);
      break;
    }
  }
  if (json) return console.log(JSON.stringify(measured, null, 2));
  const rows = measured.map((one) => [one.models, one.heap, one.ready, one.end, one.hot].map((n) => n.toFixed(0)));
  console.log(
    table([['models', 'MB of heap needed', 'MB when ready', 'MB at the end', 'CPU µs per request'], ...rows]),
  );
}

async function measure(count: number, heap: number): Promise<ModelsMemory> {
  const { input } = readArtifact(join('models', LARGE.model, `${LARGE.variant}.json`)).examples[0]!;
  let memory: ModelsMemory | undefined;
  await withServers(async (folder, servers) => {
    const { options, routes } = await writeModels(join(folder, 'models'), count, LARGE.model, LARGE.variant);
    const server = await startBundle('large models', folder, { options, routes, path: '/inference/model-1', heap });
    servers.push(server);
    const [pid] = server.pids as [number];
    const ready = residentMegabytes(pid);
    const headers = { 'content-type': 'application/json', 'x-api-key': server.key };
    const ask = async (model: number) => {
      const url = new URL(`/inference/model-${model}`, server.url);
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(input) });
      if (!(await response.text()).includes('prediction')) throw new Error(`model-${model} answers ${response.status}`);
    };
    for (let round = 0; round < 2; round++) {
      for (let model = count; model >= 1; model--) await ask(model);
    }
    const before = cpuMilliseconds(pid);
    for (let request = 0; request < HOT; request++) await ask(1);
    const hot = ((cpuMilliseconds(pid) - before) * 1000) / HOT;
    memory = { models: count, heap, ready, end: residentMegabytes(pid), hot };
  });
  return memory!;
}
