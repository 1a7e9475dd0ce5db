import { join } from 'node:path';
import { command, Failure, run } from './cli/command.ts';
import { positiveInteger } from './cli/options.ts';
import { demoKey } from './keys/demo-key.ts';
import { readArtifact } from './models/artifacts.ts';
import { defaultVariant } from './models/default-variant.ts';
import { readDefinition } from './models/read-model.ts';
import { readGoldenInputs } from './training/artifact/golden.ts';
import { SEED } from './training/rows/splits.ts';
import { askEndpoint } from './verify/endpoint.ts';
import { askPage } from './verify/page-file.ts';
import { type Compared, type Verification, verify } from './verify/verify.ts';

interface Options {
  variant?: string;
  key?: string;
  rows: number;
  seed: number;
  json?: true;
}

export const program = command('verify', 'Check that a running service answers as a model file does, bit by bit')
  .argument('<model>', 'folder under models/')
  .argument(
    '<target>',
    'address of the service, such as https://edge-logit-prd.example.workers.dev, or a file of npm run page',
  )
  .option('--variant <name>', 'variant to ask for; default: the one that is served')
  .option('--key <key>', 'API key; default: $API_KEY, or the demo key for a service on this machine')
  .option('--rows <n>', 'how many random rows to ask about, next to the golden ones', positiveInteger, 1000)
  .option('--seed <n>', 'which random rows', positiveInteger, SEED)
  .option('--json', 'print a JSON object')
  .action(async (model: string, url: string, { variant: named, key, rows, seed, json }: Options) => {
    const variant = await defaultVariant(model, readDefinition(model).definition, named);
    const artifact = readArtifact(join('models', model, `${variant}.json`));
    const golden = readGoldenInputs(join('models', model, 'examples.json'));
    const path = `/inference/${model}${named === undefined ? '' : `/${variant}`}`;
    const ask = /^https?:/.test(url) ? askEndpoint(url, path, await keyFor(new URL(url), key)) : askPage(url);
    const found = await verify(artifact, golden, ask, { rows, seed });
    console.log(
      json ? JSON.stringify({ model, variant, ...found }, null, 2) : render(`${model}/${variant}`, url, found),
    );
    if (!found.verified) process.exitCode = 1;
  });

/** The demo key is for this machine only. @throws {Failure} without a key for another one */
async function keyFor({ hostname }: URL, given = process.env.API_KEY): Promise<string> {
  if (given) return given;
  if (['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) return demoKey(new Date());
  throw new Failure(`${hostname} needs a key: pass --key, or set API_KEY`);
}

function render(name: string, url: string, { digest, golden, random, verified }: Verification): string {
  return [
    digest.answered === digest.expected
      ? `digest  ${digest.expected}: the same`
      : `digest  ${digest.answered} is served; models/${name}.json has ${digest.expected}`,
    `golden  ${text(golden)}`,
    `random  ${text(random)}`,
    verified ? `${url} answers as ${name} does.` : `${url} does not answer as ${name} does.`,
  ].join('\n');
}

function text({ rows, different, first }: Compared): string {
  if (!first) return `${rows} rows, every bit the same`;
  const { input, expected, answered } = first;
  return `${different} of ${rows} rows differ; first ${JSON.stringify(input)}: ${answered} instead of ${expected}`;
}

if (import.meta.main) await run(program);
