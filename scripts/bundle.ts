import { readFile, writeFile } from 'node:fs/promises';
import { command, Failure, run } from './cli/command.ts';
import { artifactErrors } from './models/artifact-errors.ts';
import { readArtifacts } from './models/artifact-files.ts';
import { renderModelsIndex } from './models/models-index.ts';
import { writeAssets } from './pages/write-pages.ts';
import { parseWranglerConfig } from './wrangler/config.ts';
import { environmentErrors } from './wrangler/environment-errors.ts';

const INDEX = 'models/index.ts';

export const program = command('bundle', 'Check artifacts and routes, and write models/index.ts and the pages')
  .option('--check', 'write nothing; fail if models/index.ts is out of date')
  .action(async ({ check }: { check?: boolean }) => {
    const files = readArtifacts('models');
    const variants = Map.groupBy(files, ({ model }) => model);
    const models = new Map([...variants].map(([model, files]) => [model, files.map(({ variant }) => variant)]));
    const environments = parseWranglerConfig(await readFile('wrangler.toml', 'utf8'));
    const problems = [
      ...artifactErrors(files),
      ...environments.flatMap((environment) => environmentErrors(environment, models)),
    ];
    if (problems.length > 0) throw new Failure(problems.join('\n'));

    if (!check) await writeAssets(files);
    const source = renderModelsIndex(files);
    if (source === (await readFile(INDEX, 'utf8').catch(() => ''))) return;
    if (check) throw new Failure(`${INDEX} is out of date: run npm run bundle`);
    await writeFile(INDEX, source);
    process.stdout.write(`${INDEX}: ${files.length} artifacts of ${models.size} models\n`);
  });

if (import.meta.main) await run(program);
