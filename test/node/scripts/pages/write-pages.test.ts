import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readArtifacts } from '../../../../scripts/models/artifact-files.ts';
import { writePages } from '../../../../scripts/pages/write-pages.ts';

async function temporaryFolder(): Promise<string> {
  await mkdir('.build', { recursive: true });
  const folder = await mkdtemp(join('.build', 'assets-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const artifacts = readArtifacts('models');

test('writePages() does not touch an unchanged file, so that servers reload only for changes', async () => {
  const folder = await temporaryFolder();
  await writePages(artifacts, folder);
  const { ino } = await stat(join(folder, 'index.html'));
  await writePages(artifacts, folder);
  expect((await stat(join(folder, 'index.html'))).ino).toBe(ino);
});

test('writePages() restores a file that was changed, and removes one that is no longer an asset', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'index.html'), 'old');
  await writeFile(join(folder, 'gone.html'), 'old');
  await writePages(artifacts, folder);
  expect(await readFile(join(folder, 'index.html'), 'utf8')).toContain('<h1');
  expect(await readdir(folder)).not.toContain('gone.html');
});

test('writePages() may run several times in parallel', async () => {
  const folder = await temporaryFolder();
  await Promise.all([1, 2, 3].map(() => writePages(artifacts, folder)));
  expect(await readdir(folder)).toEqual(expect.arrayContaining(['_headers', 'index.html', 'playground.js']));
});

test('writePages() publishes no test, source, configuration or file of the compiler', async () => {
  const folder = await temporaryFolder();
  await writePages(artifacts, folder);
  const names = await readdir(folder, { recursive: true });
  expect(names.filter((name) => /\.ts$|tsconfig|\.tmp$/.test(name))).toEqual([]);
});
