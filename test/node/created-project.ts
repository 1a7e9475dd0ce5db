import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { create } from '../../scripts/package/create-project.ts';

/** Creates a project and changes to it until the test ends. */
export function enterProject(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'created-')), 'my-models');
  const before = process.cwd();
  vi.spyOn(console, 'log').mockImplementationOnce(() => {});
  create([folder]);
  process.chdir(folder);
  onTestFinished(() => {
    process.chdir(before);
    rmSync(resolve(folder, '..'), { recursive: true });
  });
  return folder;
}
