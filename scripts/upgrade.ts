import { existsSync, readFileSync } from 'node:fs';
import { checkProject } from './bundle.ts';
import { command, run } from './cli/command.ts';
import { writeTogether } from './cli/write-together.ts';
import { modelNames } from './models/artifacts.ts';
import { projectManifest } from './package/project-manifest.ts';
import { upgradedFiles } from './training/artifact/upgrade-model.ts';

const MANIFEST = 'package.json';

export const program = command('upgrade', 'Report what this version changes in a project, and change it')
  .option('--write', 'write the files; without it, nothing is changed')
  .option('--json', 'print a JSON object')
  .action(async ({ write, json }: { write?: true; json?: true }) => {
    const wanted = new Map([...upgradedManifest()]);
    const digests: Record<string, string> = {};
    for (const model of modelNames()) {
      const upgraded = await upgradedFiles(model);
      for (const [path, text] of upgraded.files) wanted.set(path, text);
      Object.assign(digests, Object.fromEntries(upgraded.digests));
    }
    const changed = new Map(
      [...wanted].filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text),
    );
    if (write) writeTogether(changed);
    const problems = await projectProblems();
    const found = { files: [...changed.keys()], digests, problems, written: write === true };
    console.log(json ? JSON.stringify(found, null, 2) : render(found));
    if (problems.length > 0) process.exitCode = 1;
  });

/** The package.json that this version would write; none in the repository of this product itself. */
function upgradedManifest(): Map<string, string> {
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8'));
  if (manifest.devDependencies?.['edge-logit'] === undefined) return new Map();
  return new Map([[MANIFEST, `${JSON.stringify(projectManifest(manifest), null, 2)}\n`]]);
}

/** What nobody but the owner can fix: variables and routes in wrangler.toml that this version refuses. */
async function projectProblems(): Promise<string[]> {
  try {
    await checkProject();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
}

function render({
  files,
  digests,
  problems,
  written,
}: {
  files: string[];
  digests: Record<string, string>;
  problems: string[];
  written: boolean;
}): string {
  const verb = written ? 'wrote' : 'would write';
  const lines = files.map((path) => {
    const digest = digests[path];
    return `${verb} ${path}${digest === undefined ? '' : `; its digest becomes ${digest}, its answers stay`}`;
  });
  const advice =
    files.length > 0 && !written
      ? ['Nothing was changed. Add --write, and look at the difference before you commit it.']
      : [];
  const done = files.length === 0 && problems.length === 0 ? ['This project is up to date.'] : [];
  return [...lines, ...advice, ...problems.map((problem) => `to fix by hand: ${problem}`), ...done].join('\n');
}

if (import.meta.main) await run(program);
