import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { documents } from './documents.ts';

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

const paths = documents.flatMap(({ path, text }) =>
  [...text.matchAll(/`((?:src|scripts|test|models(?!\/strikes)|loadtest|\.github|\.ci)\/[\w./-]*\w\/?)`/g)].map(
    ([, named]) => ({
      path,
      named: named!,
    }),
  ),
);

test('every file and folder of the project that a document names exists', () => {
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter(({ named }) => !existsSync(named))).toEqual([]);
});

/** The anchors that GitHub gives to the headings of a document. */
function headings(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
