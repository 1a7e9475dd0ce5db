/*
 * Sends ten times as many requests to `npm run serve` as the tier of its demo key allows, at a fixed rate whatever the
 * answers. The requests are thousands of different rows of every served model, batches, and requests that are invalid on
 * purpose. Every answer must be what the core computes for the row, the expected error status, or a clean 429 or 503.
 *
 *   npx node test/attack/overload.ts [seconds] [requests per second]
 *
 * Prints how many answers there were of each kind, and the memory of workerd: before, every ten seconds, and the maximum
 * of the first and of the second half after a minute of warm-up. Fails if an answer is wrong or missing, if no request was
 * answered or none was refused, or if the second half takes more memory than the first. Linux only.
 */
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Case } from '../../scripts/load/case.ts';
import { drawCases, goldenInputs } from '../../scripts/load/cases.ts';
import { randomSource } from '../../scripts/maths/random.ts';
import { readArtifacts } from '../../scripts/models/artifact-files.ts';
import { readWranglerConfig } from '../../scripts/wrangler/config.ts';
import { type RunningService, runService } from '../node/running-service.ts';
import { type Answer, judge } from './judge.ts';
import { workerdMegabytes } from './memory.ts';

const SECONDS = Number(process.argv[2] ?? 600);
const RATE = Number(process.argv[3] ?? 1000);
/** V8 lets its heap grow to what its work needs before it collects garbage. */
const WARM_UP = Math.min(60, SECONDS / 4);
const HALF = WARM_UP + (SECONDS - WARM_UP) / 2;
const TICKS = 50;
const SAMPLE_SECONDS = 10;
/** Above this many pending requests, the generator itself is overloaded. */
const MOST_PENDING = 2000;
/** Megabytes by which memory varies. A leak of 100 bytes per request would be more after ten minutes. */
const SCATTER = 16;

const service = await runService({}, undefined, ['--runtime', 'workerd']);
try {
  await overload(service, await requests());
} finally {
  await service.stop();
}

async function overload({ url, key, pid }: RunningService, draw: () => Case): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 100 });
  const counts = new Map<string, number>();
  const count = (outcome: string) => counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const before = workerdMegabytes(pid);
  const memory: { second: number; megabytes: number }[] = [];
  let pending = 0;

  const start = Date.now();
  while (Date.now() < start + SECONDS * 1000) {
    for (let i = 0; i < RATE / TICKS; i++) {
      if (pending >= MOST_PENDING) {
        count('not sent');
        continue;
      }
      pending++;
      const asked = draw();
      send(url, key, asked, agent)
        .then((answer) => count(judge(asked, answer)))
        .catch((error: NodeJS.ErrnoException) => count(`no answer: ${error.code ?? error.message}`))
        .finally(() => pending--);
    }
    const second = (Date.now() - start) / 1000;
    if (second >= memory.length * SAMPLE_SECONDS) memory.push({ second, megabytes: workerdMegabytes(pid) });
    await sleep(1000 / TICKS);
  }
  while (pending > 0) await sleep(100);
  agent.destroy();

  const first = largest(memory.filter(({ second }) => second >= WARM_UP && second < HALF));
  const last = largest(memory.filter(({ second }) => second >= HALF));
  const samples = memory.map(({ megabytes }) => megabytes);
  const outcomes = Object.fromEntries([...counts].sort());
  console.log(JSON.stringify({ seconds: SECONDS, rate: RATE, outcomes, before, first, last, samples }));
  const failures = [
    ...[...counts.keys()].filter((outcome) => /^(wrong|no answer)/.test(outcome)),
    ...['200', '429'].filter((outcome) => !counts.has(outcome)).map((outcome) => `not one ${outcome}`),
    ...(last > first + SCATTER ? [`memory grew from ${first} to ${last} MB`] : []),
  ];
  if (failures.length === 0) return;
  console.error(`failed: ${failures.join('; ')}`);
  process.exitCode = 1;
}

/** Requests to the models of the local environment in random order: of twenty, one is a batch and two are invalid. */
async function requests(): Promise<() => Case> {
  const [local] = await readWranglerConfig();
  const files = readArtifacts('models');
  const models = [...local!.routes.keys()].map((model) => {
    const artifacts = files.filter((file) => file.model === model).map(({ artifact }) => artifact);
    return { model, artifacts, inputs: goldenInputs(model) };
  });
  const random = randomSource(1);
  const { single, batch, bad } = drawCases(models, random);
  return () => {
    const which = random();
    const cases = which < 0.05 ? batch : which < 0.15 ? bad : single;
    return cases[Math.floor(random() * cases.length)]!;
  };
}

async function send(url: string, key: string, asked: Case, agent: Agent): Promise<Answer> {
  const { method, path, contentType, body } = asked;
  const headers = { 'content-type': contentType, ...(asked.key && { 'x-api-key': key }) };
  const sent = request(url + path, { method, agent, headers });
  sent.end(method === 'GET' ? undefined : body);
  const [response] = await once(sent, 'response');
  return { status: response.statusCode, retryAfter: response.headers['retry-after'], body: await text(response) };
}

function largest(samples: readonly { megabytes: number }[]): number {
  return Math.max(...samples.map(({ megabytes }) => megabytes));
}
