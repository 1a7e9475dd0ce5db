/*
 * Asks `npm run serve` ten times as often as the tier of its demo key allows, at a fixed rate whatever the answers, and
 * checks every one of them: 200 with the very prediction that a calm server gave, or a clean 429 or 503.
 *
 *   node test/attack/overload.ts [seconds] [requests per second]
 *
 * Prints what was answered, and the memory of workerd before and after. Linux only.
 */
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { readArtifacts } from '../../scripts/artifact-files.ts';
import { type RunningService, runService } from '../node/running-service.ts';
import { workerdMegabytes } from './memory.ts';

const SECONDS = Number(process.argv[2] ?? 600);
const RATE = Number(process.argv[3] ?? 1000);
const TICKS = 50;
/** Requests in the air beyond which the generator itself is what is overloaded. */
const MOST_PENDING = 2000;

interface Answer {
  status: number;
  retryAfter: string | undefined;
  body: string;
}

const service = await runService();
try {
  await overload(service);
} finally {
  await service.stop();
}

async function overload({ url, key, pid }: RunningService): Promise<void> {
  const { model, variant, artifact } = readArtifacts('models')[0]!;
  const agent = new Agent({ keepAlive: true, maxSockets: 100 });
  const post = ask(`${url}/inference/${model}/${variant}`, key, JSON.stringify(artifact.examples[0]!.input), agent);

  const expected = (await post()).body;
  await sleep(1000);
  const before = workerdMegabytes(pid);
  const counts = new Map<string, number>();
  const count = (outcome: string) => counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const memory: number[] = [];
  let pending = 0;

  const end = Date.now() + SECONDS * 1000;
  for (let tick = 0; Date.now() < end; tick++) {
    for (let i = 0; i < RATE / TICKS; i++) {
      if (pending >= MOST_PENDING) {
        count('not sent');
        continue;
      }
      pending++;
      post()
        .then((answer) => count(judge(answer, expected)))
        .catch((error: NodeJS.ErrnoException) => count(`no answer: ${error.code}`))
        .finally(() => pending--);
    }
    if (tick % (TICKS * 10) === 0) memory.push(workerdMegabytes(pid));
    await sleep(1000 / TICKS);
  }
  while (pending > 0) await sleep(100);
  await sleep(5000);
  agent.destroy();
  const after = workerdMegabytes(pid);
  console.log(JSON.stringify({ seconds: SECONDS, rate: RATE, ...Object.fromEntries(counts), before, after, memory }));
  if ([...counts.keys()].some((outcome) => outcome.startsWith('wrong'))) process.exitCode = 1;
}

function ask(url: string, key: string, body: string, agent: Agent) {
  const headers = { 'content-type': 'application/json', 'x-api-key': key, 'content-length': Buffer.byteLength(body) };
  return async function post(): Promise<Answer> {
    const sent = request(url, { method: 'POST', agent, headers });
    sent.end(body);
    const [response] = await once(sent, 'response');
    return { status: response.statusCode, retryAfter: response.headers['retry-after'], body: await text(response) };
  };
}

function judge({ status, retryAfter, body }: Answer, expected: string): string {
  if (status === 200) return body === expected ? '200' : 'wrong 200';
  const isClean = retryAfter !== undefined && JSON.parse(body).status === status;
  return isClean && (status === 429 || status === 503) ? String(status) : `wrong ${status}`;
}
