import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { program as bundle } from '../../../../scripts/bundle.ts';
import { create } from '../../../../scripts/package/create-project.ts';
import { program as train } from '../../../../scripts/train.ts';
import { enterProject } from '../../created-project.ts';
import { runCommand } from '../../run-command.ts';

test('a new project has models, routes, scripts and a README of at most 30 lines, and no code', () => {
  enterProject();
  const files = readdirSync('.', { recursive: true, encoding: 'utf8' }).filter((path) => statSync(path).isFile());
  expect(files.sort()).toEqual([
    '.github/workflows/deploy.yml',
    '.gitignore',
    'README.md',
    'models/parcels/additive.json',
    'models/parcels/examples.json',
    'models/parcels/model.json',
    'models/parcels/parcels.csv',
    'models/parcels/rows.sql',
    'package.json',
    'wrangler.toml',
  ]);
  expect(readFileSync('README.md', 'utf8').split('\n').length).toBeLessThanOrEqual(31);
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(scripts).toMatchObject({ start: 'edge-logit start', train: 'edge-logit train', new: 'edge-logit new' });
  expect(Object.keys(scripts).filter((name) => /bench|pack|load|screenshot/.test(name))).toEqual([]);
});

test('a new project passes bundle, with its example routed in every environment, and training writes its bytes again', async () => {
  enterProject();
  const { code, stderr } = await runCommand(bundle, []);
  expect([code, stderr]).toEqual([0, '']);
  expect(
    readdirSync('.build')
      .filter((name) => !name.startsWith('tmp'))
      .sort(),
  ).toEqual(['dev', 'local', 'prd']);
  expect(readFileSync('.build/prd/index.ts', 'utf8')).toContain("model: 'parcels', variant: 'additive'");
  const written = ['additive.json', 'examples.json'].map((name) => readFileSync(`models/parcels/${name}`, 'utf8'));
  expect((await runCommand(train, ['parcels'])).code).toBe(0);
  expect(['additive.json', 'examples.json'].map((name) => readFileSync(`models/parcels/${name}`, 'utf8'))).toEqual(
    written,
  );
});

test('create refuses a folder that holds something, a name that no Worker can have, and no folder at all', () => {
  const folder = enterProject();
  writeFileSync('other', '');
  expect(() => create([folder])).toThrow(`${folder} is not empty: name a new folder`);
  expect(() => create(['My_Models'])).toThrow('the folder is called "My_Models": expected lower-case letters');
  expect(() => create([])).toThrow('expected one folder');
});
