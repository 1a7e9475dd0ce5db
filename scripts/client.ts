import { Option } from 'commander';
import { command, Failure, run } from './cli/command.ts';
import { writeTogether } from './cli/write-together.ts';
import { describedModels, readService } from './client/described-models.ts';
import { pythonClient } from './client/python.ts';
import { typescriptClient } from './client/typescript.ts';
import { readArtifacts } from './models/artifact-files.ts';
import { describedModels as describedFiles } from './worker/environment-files.ts';
import { readWranglerConfig } from './wrangler/config.ts';

interface Options {
  language: keyof typeof WRITERS;
  url?: string;
  key?: string;
  out?: string;
}

const WRITERS = { python: pythonClient, typescript: typescriptClient };

export const program = command('client', 'Write a typed client for the models that are served')
  .addOption(
    new Option('--language <name>', 'what it is written in').choices(Object.keys(WRITERS)).makeOptionMandatory(),
  )
  .option('--url <url>', 'a running service; default: the local routes of wrangler.toml')
  .option('--key <key>', 'API key, if the service describes its models only with one')
  .option('-o, --out <file>', 'where to write it; default: print it')
  .action(async ({ language, url, key, out }: Options) => {
    if (url !== undefined && !URL.canParse(url)) {
      throw new Failure(`--url is ${JSON.stringify(url)}: expected an address such as https://example.org`);
    }
    const models = await describedModels(url === undefined ? await readFiles() : readService(url, key));
    if (models.length === 0) throw new Failure('no model is served: there is nothing to ask for');
    const text = WRITERS[language](models, [
      `Written by npm run client -- --language ${language}. Write it again when models change: the diff says how.`,
    ]);
    if (out === undefined) process.stdout.write(text);
    else writeTogether(new Map([[out, text]]));
  });

/** What the local routes serve, as the service would describe it. */
async function readFiles() {
  const [local] = await readWranglerConfig();
  const described: ReadonlyMap<string, string> = describedFiles(local!, readArtifacts('models'));
  return async (path: string) => JSON.parse(described.get(path)!);
}

if (import.meta.main) await run(program);
