import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { program as bundle } from '../../../scripts/bundle.ts';
import { productFile } from '../../../scripts/cli/product.ts';
import { program } from '../../../scripts/upgrade.ts';
import { testGolden } from '../../../scripts/verify/model-tests.ts';
import { enterProject } from '../created-project.ts';
import { runCommand } from '../run-command.ts';

const ARTIFACT = 'models/parcels/additive.json';

function readJson(path: string) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** A project as an earlier version wrote it: an artifact without frequencies, and other tools and commands. */
async function enterEarlierProject(): Promise<void> {
  enterProject();
  const { frequencies: _, ...artifact } = readJson(ARTIFACT);
  writeFileSync(ARTIFACT, JSON.stringify(artifact));
  const manifest = readJson('package.json');
  const { verify: __, ...scripts } = manifest.scripts;
  const devDependencies = { ...manifest.devDependencies, wrangler: '4.0.0', 'edge-logit': '0.0.1', mine: '1.0.0' };
  writeFileSync(
    'package.json',
    JSON.stringify({ ...manifest, scripts: { ...scripts, mine: 'true' }, devDependencies }),
  );
  await runCommand(bundle, []);
}

test('upgrade reports the files that change and writes them only with --write; golden answers stay, and so does what the project added', async () => {
  await enterEarlierProject();
  const before = { manifest: readFileSync('package.json', 'utf8'), golden: readJson('models/parcels/examples.json') };
  const reported = await runCommand(program, []);
  expect(reported).toMatchObject({ code: 0 });
  expect(reported.stdout).toContain(`would write package.json\nwould write ${ARTIFACT}\n`);
  expect(reported.stdout).toContain('Nothing was changed. Add --write');
  expect(readFileSync('package.json', 'utf8')).toBe(before.manifest);

  expect((await runCommand(program, ['--write'])).stdout).toContain('wrote package.json');
  const { scripts, devDependencies } = readJson('package.json');
  expect(scripts).toMatchObject({ verify: 'edge-logit verify', mine: 'true' });
  const { version, devDependencies: own } = readJson(productFile('package.json'));
  expect(devDependencies).toMatchObject({ mine: '1.0.0', 'edge-logit': version, wrangler: own.wrangler });
  expect(readJson(ARTIFACT).frequencies).toBeDefined();
  expect(readJson('models/parcels/examples.json')).toEqual(before.golden);
  expect(testGolden('parcels').passed).toBe(true);
  expect((await runCommand(program, [])).stdout).toBe('This project is up to date.\n');
});

test('upgrade names what only the owner can fix in wrangler.toml, and exits with 1', async () => {
  enterProject();
  await runCommand(bundle, []);
  const toml = readFileSync('wrangler.toml', 'utf8');
  writeFileSync('wrangler.toml', toml.replace('MODELS_PUBLIC = true', 'MODEL_PUBLIC = true'));
  const { code, stdout } = await runCommand(program, ['--json']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    files: [],
    problems: [expect.stringContaining('MODEL_PUBLIC is not a variable')],
  });
});
