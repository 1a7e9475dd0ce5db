import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { documents } from './documents.ts';

const readme = readFileSync('README.md', 'utf8');

test('README.md has at most 1,000 words', () => {
  expect(readme.trim().split(/\s+/).length).toBeLessThanOrEqual(1000);
});

test('the first commands of README.md are the two that start and test the project', () => {
  const [, commands = ''] = /```sh\n(.*?)```/s.exec(readme) ?? [];
  expect(commands.match(/^[^#\n]*?(?= *(#|$))/gm)?.filter(Boolean)).toEqual([
    'npm ci && npm start',
    'npm ci && npm test',
  ]);
});

const links = documents.flatMap(({ path, text }) =>
  [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)|\b(?:src|srcset)="([^"]+)"/g)].map(([, link, image]) => ({
    path,
    link: (link ?? image)!,
  })),
);

test('every link of a document leads to a file, or to a heading of that file', () => {
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter(({ path, link }) => !leadsSomewhere(path, link))).toEqual([]);
});

function leadsSomewhere(from: string, link: string): boolean {
  const [name = '', heading] = link.split('#');
  const target = name === '' ? from : join(dirname(from), name);
  if (!existsSync(target)) return false;
  return heading === undefined || headings(readFileSync(target, 'utf8')).includes(heading);
}

/** The anchors that GitHub gives to the headings of a document. */
function headings(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
