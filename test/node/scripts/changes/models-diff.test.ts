import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { program } from '../../../../scripts/models.ts';
import { program as train } from '../../../../scripts/train.ts';
import { runCommand } from '../../run-command.ts';
import { enterSmallProject } from '../../small-project.ts';

const AUTHOR = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];

function commit(subject: string): void {
  execFileSync('git', ['add', '-A']);
  execFileSync('git', [...AUTHOR, 'commit', '-qm', subject]);
}

function change(path: string, from: string, to: string): void {
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(from, to));
}

/** A repository with a trained model, whose route is the one-hot variant. */
async function enterRepository(): Promise<void> {
  await enterSmallProject();
  expect((await runCommand(train, ['small'])).code).toBe(0);
  writeFileSync('wrangler.toml', '[vars]\nROUTES = { small = "one-hot" }\nTIERS = {}\n');
  execFileSync('git', ['init', '-q']);
  commit('first');
}

const diff = async (...args: string[]) => runCommand(program, ['diff', ...args]);

test('models diff says that nothing changes, or names the routes, figures and golden answers that do', async () => {
  await enterRepository();
  expect((await diff('HEAD')).stdout).toBe('Every route serves what it serves at HEAD.\n');
  change('wrangler.toml', 'one-hot', 'cyclic');
  const { stdout } = await diff('HEAD');
  expect(stdout).toMatch(/^\*\*local: small\*\* changes from one-hot@[0-9a-f]{12} to cyclic@[0-9a-f]{12}\.$/m);
  expect(stdout).toMatch(/^\| AUC, random split \| 0\.\d{4} \[.+\] \| 0\.\d{4} \[.+\] \|$/m);
  expect(stdout).toMatch(/^- \d+ of 10 golden answers move, the largest by 0\.\d{4}\.$/m);

  change('wrangler.toml', 'small = "cyclic"', '');
  expect((await diff('HEAD')).stdout).toMatch(/^\*\*local: small\*\* changes from one-hot@\w+ to nothing\.$/m);
  commit('closed');
  change('wrangler.toml', '{  }', '{ small = "cyclic" }');
  expect((await diff('HEAD')).stdout).toMatch(/^\*\*local: small\*\* changes from nothing to cyclic@\w+\.$/m);
});

test('models diff --json counts decisions that flip at named thresholds; history lists the commits of a model', async () => {
  await enterRepository();
  change('models/small/model.json', '"classes"', '"thresholds":{"act":0.5},"classes"');
  change('flights.csv', '\n3,', '\n4,');
  expect((await runCommand(train, ['small', 'one-hot'])).code).toBe(0);
  const [route] = JSON.parse((await diff('HEAD', '--json')).stdout);
  expect(route).toMatchObject({ environments: ['local'], model: 'small', diff: { rows: expect.any(Number) } });
  expect(route.diff.moved).toBeGreaterThan(0);
  expect(route.diff.largest).toBeGreaterThan(0.01);
  expect(Object.keys(route.diff.flips)).toEqual(['act']);

  commit('other data');
  const { stdout } = await runCommand(program, ['history', 'small']);
  const subjects = stdout
    .split('\n')
    .slice(2, -1)
    .map((line) => line.split('  ').at(-1));
  expect(subjects).toEqual(['other data', 'first', 'first']);
  const editions = JSON.parse((await runCommand(program, ['history', 'small', '--json'])).stdout);
  const variants = editions.map(({ variant }: { variant: string }) => variant);
  expect(variants).toEqual(['one-hot', 'cyclic', 'one-hot']);
  expect(editions[0].digest).not.toBe(editions[2].digest);
});

test.each([
  ['diff', 'nowhere', 'there is no revision "nowhere" in this repository'],
  ['diff', '--output=x', "unknown option '--output=x'"],
  ['history', 'nothing', 'no commit has an artifact of nothing'],
])('models %s %s ends in one sentence', async (verb, name, sentence) => {
  await enterSmallProject();
  execFileSync('git', ['init', '-q']);
  commit('first');
  const { code, stderr } = await runCommand(program, [verb, name]);
  expect(code).toBe(1);
  expect(stderr).toContain(`error: ${sentence}`);
});
