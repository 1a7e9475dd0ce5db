import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { exportRelease } from '../../../../scripts/deploy/export-release.ts';

test('an exported release has a program that runs, and a lock file with wrangler and what it needs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'export-release-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await exportRelease(folder);
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve('node_modules/wrangler'), join(folder, 'node_modules/wrangler'));
  const help = execFileSync(process.execPath, [join(folder, 'deploy.js'), '--help'], { encoding: 'utf8' });
  expect(help).toContain('--at-once');
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  const installed = Object.keys(lock.packages);
  const { version } = JSON.parse(readFileSync('node_modules/wrangler/package.json', 'utf8'));
  expect(lock.packages[''].dependencies).toEqual({ wrangler: version });
  expect(installed).toContain('node_modules/miniflare');
  for (const other of ['typescript', 'vitest', 'hono', 'commander']) {
    expect(installed).not.toContain(`node_modules/${other}`);
  }
  expect(lock.packages['node_modules/wrangler'].integrity).toMatch(/^sha512-/);
});
