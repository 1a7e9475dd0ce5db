import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { program } from '../../../scripts/deploy.ts';
import { runCommand } from '../run-command.ts';
import { runScript } from '../run-script.ts';

/** One environment stands for all: they bundle the same code, and `bundle --check` checks their variables and sizes. */
test('deploy --dry-run bundles at most 46 KB gzip of code', async () => {
  const { code, stdout, stderr } = await runScript('deploy', ['--env', 'prd', '--dry-run', '--json']);
  expect(stderr).toBe('building …\n');
  expect(code).toBe(0);
  const size = JSON.parse(stdout);
  expect(size.environment).toBe('prd');
  expect(size.code.gzip).toBeLessThanOrEqual(46_000);
  expect(size.total.gzip).toBeGreaterThan(size.code.gzip);
  expect(size.total.gzip).toBeLessThanOrEqual(230_000);
  if (process.platform === 'linux') expect(size.startUp).toBeLessThan(1000);
  expect(size.largest[0]).toEqual({ name: 'models/delay/forecast.draws.bin', bytes: expect.any(Number) });
  expect(size.parts.map(({ name }: { name: string }) => name).sort()).toEqual(['hono', 'src', 'zod']);
}, 120_000);

test.each([
  [['--env', 'qa'], {}, '--env: there is no "qa"; expected local, dev, prd'],
  [['--env', 'local'], {}, '--env: "local" cannot be deployed; run it with npm start or npm run serve'],
  [['--env', 'dev'], { CLOUDFLARE_API_TOKEN: 'x' }, 'CLOUDFLARE_ACCOUNT_ID must be set'],
  [[], {}, '--env: name the environment of wrangler.toml to deploy, such as dev or prd'],
  [
    ['--env', 'dev', '--watch', 'long'],
    {},
    "option '--watch <duration>' argument 'long' is invalid. expected a duration",
  ],
  [['--env', 'dev', '--status'], {}, 'CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID must be set'],
  [['--env', 'dev'], {}, 'CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID must be set'],
])('deploy %j with %j is refused in one sentence', async (args, variables, sentence) => {
  const none = { CLOUDFLARE_API_TOKEN: '', CLOUDFLARE_ACCOUNT_ID: '' };
  const { code, stdout, stderr } = await runCommand(program, args, { ...none, ...variables });
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(`error: ${sentence}`);
});

test('deploy refuses uncommitted changes first, and then what bundle --check refuses', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'deploy-refused-'));
  const before = process.cwd();
  process.chdir(folder);
  onTestFinished(async () => {
    process.chdir(before);
    await rm(folder, { recursive: true, force: true });
  });
  await mkdir('models');
  const environment = '[env.prd.vars.ROUTES]\nnothing = "one-hot"\n[env.prd.vars.TIERS]\nunlimited = {}\n';
  await writeFile('wrangler.toml', `[vars.ROUTES]\n[vars.TIERS]\nunlimited = {}\n${environment}`);
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args]);
  git('init', '-q');
  git('commit', '-q', '--allow-empty', '-m', 'first');
  const account = { CLOUDFLARE_API_TOKEN: 'x', CLOUDFLARE_ACCOUNT_ID: 'x' };
  const dirty = await runCommand(program, ['--env', 'prd'], account);
  expect(dirty).toMatchObject({ code: 1, stderr: 'error: wrangler.toml is not committed: commit, or add --force\n' });
  git('add', '.');
  git('commit', '-q', '-m', 'second');
  const { code, stderr } = await runCommand(program, ['--env', 'prd'], account);
  expect([code, stderr]).toEqual([1, expect.stringContaining('ROUTES.nothing names a model that is not trained')]);
});
