import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeFolder } from '../../../../scripts/cli/write-folder.ts';

async function temporaryFolder(): Promise<string> {
  await mkdir('.build', { recursive: true });
  const folder = await mkdtemp(join('.build', 'folder-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const files = new Map<string, string | Uint8Array>([
  ['index.html', '<h1>'],
  ['models/a.json', Buffer.from('{}')],
]);

test('writeFolder() does not touch an unchanged file, so that servers reload only for changes', async () => {
  const folder = await temporaryFolder();
  await writeFolder(folder, files);
  const { ino } = await stat(join(folder, 'index.html'));
  await writeFolder(folder, files);
  expect((await stat(join(folder, 'index.html'))).ino).toBe(ino);
});

test('writeFolder() restores a file that was changed, and removes one that is not among the files', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'index.html'), 'old');
  await writeFile(join(folder, 'gone.html'), 'old');
  await writeFolder(folder, files);
  expect(await readFile(join(folder, 'index.html'), 'utf8')).toBe('<h1>');
  expect((await readdir(folder)).toSorted()).toEqual(['index.html', 'models']);
});

test('writeFolder() may run several times in parallel', async () => {
  const folder = await temporaryFolder();
  await Promise.all([1, 2, 3].map(() => writeFolder(folder, files)));
  expect((await readdir(folder, { recursive: true })).toSorted()).toEqual([
    'index.html',
    'models',
    join('models', 'a.json'),
  ]);
});
