import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeTogether } from '../../../../scripts/cli/write-together.ts';

function folder(files: Record<string, string> = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'together-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

const contents = (path: string) =>
  Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name), 'utf8')]));

test('writeTogether() replaces and makes files, and leaves nothing beside them', () => {
  const path = folder({ 'a.json': 'old', 'c.json': 'other' });
  writeTogether(
    new Map<string, string | Uint8Array>([
      [join(path, 'a.json'), 'new'],
      [join(path, 'b.bin'), Uint8Array.of(66)],
    ]),
  );
  expect(contents(path)).toEqual({ 'a.json': 'new', 'b.bin': 'B', 'c.json': 'other' });
});

test('writeTogether() changes nothing if one of the files cannot be renamed to its name', () => {
  const path = folder({ 'a.json': 'old' });
  mkdirSync(join(path, 'taken.json', 'folder'), { recursive: true });
  const files = ['a.json', 'b.json', 'taken.json', 'd.json'].map((name): [string, string] => [join(path, name), 'new']);
  expect(() => writeTogether(new Map(files))).toThrow(/taken\.json could not be written: .*; nothing was changed/);
  rmSync(join(path, 'taken.json'), { recursive: true });
  expect(contents(path)).toEqual({ 'a.json': 'old' });
});

test('writeTogether() makes the folder of new files, and removes it if one cannot be written', () => {
  const path = folder({ file: '' });
  const nested = join(path, 'models', 'mine');
  writeTogether(new Map([[join(nested, 'a.json'), 'x']]));
  expect(contents(nested)).toEqual({ 'a.json': 'x' });
  const files = new Map([
    [join(path, 'other', 'a.json'), 'x'],
    [join(path, 'file', 'a.json'), 'x'],
  ]);
  expect(() => writeTogether(files)).toThrow();
  expect(readdirSync(path).toSorted()).toEqual(['file', 'models']);
});
