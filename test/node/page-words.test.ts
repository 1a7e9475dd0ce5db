import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readArtifacts } from '../../scripts/artifact-files.ts';
import { pageModels } from '../../scripts/page-words.ts';

async function folderWith(words: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'words-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'delay', 'words'), { recursive: true });
  await writeFile(join(folder, 'delay', 'words', 'en.json'), words);
  return folder;
}

const files = readArtifacts('models').filter(({ model }) => model === 'delay');

test('pageModels() gives every model an example that works, and its words by language', async () => {
  const folder = await folderWith('{ "fields": { "TIPOVUELO": { "label": "Flight", "values": { "I": "Abroad" } } } }');
  const { delay } = await pageModels(files, folder);
  expect(delay!.example).toEqual(files[0]!.artifact.examples[0]!.input);
  expect(delay!.words.en!.fields!.TIPOVUELO!.values).toEqual({ I: 'Abroad' });
});

test('pageModels() needs no words', async () => {
  const { delay } = await pageModels(files, join(tmpdir(), 'no-such-folder'));
  expect(delay!.words).toEqual({});
});

test.for([
  ['{ "fields": { "HORA": { "label": "Hour" } } }', 'fields.HORA: the model has no such field'],
  [
    '{ "fields": { "TIPOVUELO": { "label": "F", "values": { "X": "?" } } } }',
    'fields.TIPOVUELO.values: the field has no X',
  ],
  ['{ "titel": "?" }', 'Unrecognized key: "titel"'],
  ['{', 'is not JSON'],
] as const)('pageModels() refuses %s in one sentence', async ([words, reason]) => {
  const folder = await folderWith(words);
  await expect(pageModels(files, folder)).rejects.toThrow(reason);
  await expect(pageModels(files, folder)).rejects.toThrow(join('delay', 'words', 'en.json'));
});
