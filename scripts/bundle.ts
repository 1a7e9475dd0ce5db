import { readFile } from 'node:fs/promises';
import { checkLimits, reportBundle } from './bench/bundle-report.ts';
import { command, Failure, progress, run } from './cli/command.ts';
import { writeFolder } from './cli/write-folder.ts';
import { writeTogether } from './cli/write-together.ts';
import { costTable } from './costs/monthly-costs.ts';
import { CHANGE_BOUND } from './keys/change-bound.ts';
import { type ArtifactFile, artifactErrors } from './models/artifact-errors.ts';
import { readArtifacts } from './models/artifact-files.ts';
import { renderArtifactSchema } from './models/artifact-schema.ts';
import { renderModelSchema } from './models/model-schema.ts';
import { pageWords } from './pages/page-words.ts';
import { playgroundFiles } from './pages/playground-files.ts';
import { environmentFiles, environmentFolder, folderErrors } from './worker/environment-files.ts';
import { pointQueries } from './worker/point-queries.ts';
import { securityNumbers, withNumbers } from './worker/security-numbers.ts';
import { type EnvironmentConfig, parseWranglerConfig } from './wrangler/config.ts';
import { environmentErrors } from './wrangler/environment-errors.ts';

export const program = command('bundle', 'Check artifacts and routes, and write the generated files and the pages')
  .option(
    '--check',
    'only check, also that every deployed environment is within the limits of Cloudflare; fail if a generated file is out of date',
  )
  .action(async ({ check }: { check?: boolean }) => {
    const { files, environments } = await readProject();
    if (check) {
      await requireFresh(environments);
      for (const environment of environments.slice(1)) checkLimits(await reportBundle(environment));
      return;
    }
    await writeEnvironments(environments, files);
    const changed = await outdatedFiles(environments);
    writeTogether(changed);
    for (const path of changed.keys()) process.stdout.write(`wrote ${path}\n`);
  });

/** Everything that `--check` checks but the sizes. @throws {Failure} with one sentence per error */
export async function checkProject(): Promise<void> {
  await requireFresh((await readProject()).environments);
}

/** Artifacts and environments. @throws {Failure} with a sentence per artifact, route or folder that is wrong */
async function readProject() {
  const files = readArtifacts('models');
  for (const { model, variant, ignored = [] } of files) {
    if (ignored.length > 0)
      progress(`models/${model}/${variant}.json is of a later version: ignored ${ignored.join(', ')}`);
  }
  const variants = Map.groupBy(files, ({ model }) => model);
  const models = new Map([...variants].map(([model, files]) => [model, files.map(({ variant }) => variant)]));
  const environments = parseWranglerConfig(await readFile('wrangler.toml', 'utf8'));
  const problems = [
    ...artifactErrors(files),
    ...environments.flatMap((environment) => environmentErrors(environment, models)),
    ...environments.flatMap(folderErrors),
  ];
  if (problems.length > 0) throw new Failure(problems.join('\n'));
  return { files, environments };
}

async function requireFresh(environments: readonly EnvironmentConfig[]): Promise<void> {
  const [path] = (await outdatedFiles(environments)).keys();
  if (path !== undefined) throw new Failure(`${path} is out of date: run npm run bundle`);
}

/** The generated files that are out of date, with the text that they should have. */
async function outdatedFiles([local]: readonly EnvironmentConfig[]): Promise<Map<string, string>> {
  const generated: Record<string, (present: string) => string> = {
    'models/artifact.schema.json': renderArtifactSchema,
    'models/model.schema.json': renderModelSchema,
    '.github/SECURITY.md': (present) => present && withNumbers(present, securityNumbers(local!)),
    '.github/INFRASTRUCTURE.md': (present) => present && withNumbers(present, { costs: `\n\n${costTable()}\n\n` }),
    '.github/RUNBOOK.md': (present) => present && withNumbers(present, { changeBound: CHANGE_BOUND }),
    '.github/OPERATE.md': (present) =>
      present && withNumbers(present, { changeBound: CHANGE_BOUND, queries: pointQueries() }),
  };
  const outdated = new Map<string, string>();
  for (const [path, render] of Object.entries(generated)) {
    const present = await readFile(path, 'utf8').catch(() => '');
    const text = render(present);
    if (text !== present) outdated.set(path, text);
  }
  return outdated;
}

/** Writes the entry of the Worker and the static assets of every environment. */
export async function writeEnvironments(
  environments: readonly EnvironmentConfig[],
  files: readonly ArtifactFile[],
): Promise<void> {
  const playground = { files: await playgroundFiles(), words: await pageWords(files) };
  for (const environment of environments) {
    const built = await environmentFiles(environment, files, playground);
    await writeFolder(environmentFolder(environment.name), built);
  }
}

if (import.meta.main) await run(program);
