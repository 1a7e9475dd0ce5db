import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readArtifacts } from '../../../../scripts/models/artifact-files.ts';
import { pageWords } from '../../../../scripts/pages/page-words.ts';

async function folderWith(words: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'words-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'delay', 'words'), { recursive: true });
  await writeFile(join(folder, 'delay', 'words', 'en.json'), words);
  return folder;
}

const files = readArtifacts('models').filter(({ model }) => model === 'delay');

test('pageWords() gives every model its words by language', async () => {
  const folder = await folderWith('{ "fields": { "TIPOVUELO": { "label": "Flight", "values": { "I": "Abroad" } } } }');
  const { delay } = await pageWords(files, folder);
  expect(delay!.en!.fields!.TIPOVUELO!.values).toEqual({ I: 'Abroad' });
});

test('pageWords() takes the words that src/page/README.md shows', async () => {
  const [, words] = /```json\n(.*?)\n```/s.exec(await readFile('src/page/README.md', 'utf8'))!;
  const { delay } = await pageWords(files, await folderWith(words!));
  expect(delay!.en).toEqual(JSON.parse(words!));
});

test('pageWords() needs no words', async () => {
  const { delay } = await pageWords(files, join(tmpdir(), 'no-such-folder'));
  expect(delay).toEqual({});
});

test.for([
  ['{ "fields": { "HORA": { "label": "Hour" } } }', 'fields.HORA: the model has no such field'],
  [
    '{ "fields": { "TIPOVUELO": { "label": "F", "values": { "X": "?" } } } }',
    'fields.TIPOVUELO.values: the field has no category X',
  ],
  ['{ "when": "When to fly" }', 'when: Invalid string: must include "{lowest}"'],
  ['{ "variants": { "nil": "?" } }', 'variants: the model has no variant nil'],
  ['{ "titel": "?" }', 'Unrecognized key: "titel"'],
  ['{', 'is not JSON'],
] as const)('pageWords() refuses %s in one sentence', async ([words, reason]) => {
  const folder = await folderWith(words);
  await expect(pageWords(files, folder)).rejects.toThrow(reason);
  await expect(pageWords(files, folder)).rejects.toThrow(join('delay', 'words', 'en.json'));
});
