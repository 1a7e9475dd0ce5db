import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withTemporaryFolder } from '../../../../scripts/cli/temporary-folder.ts';
import type { Picture } from '../../../../scripts/report/pictures.ts';
import { writeReport } from '../../../../scripts/report/write-report.ts';

const ROC: Picture = { name: 'roc', shows: 'ROC curves', svg: '<svg/>' };

function* failing(): Generator<Picture> {
  yield ROC;
  throw new Error('cannot draw');
}

test('writeReport replaces the pictures and the page of a folder', async () => {
  await withTemporaryFolder(async (folder) => {
    writeFileSync(join(folder, 'old.svg'), 'old');
    writeReport(folder, [ROC], (pictures) => `page of ${pictures.length}`);
    expect(readdirSync(folder).sort()).toEqual(['README.md', 'roc.svg']);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe('page of 1');
  });
});

test('writeReport loses nothing when a drawing or the page fails', async () => {
  await withTemporaryFolder(async (folder) => {
    writeFileSync(join(folder, 'old.svg'), 'old');
    expect(() => writeReport(folder, failing(), () => 'page')).toThrow('cannot draw');
    const fails = () => {
      throw new Error('cannot render');
    };
    expect(() => writeReport(folder, [ROC], fails)).toThrow('cannot render');
    expect(readdirSync(folder)).toEqual(['old.svg']);
  });
});
