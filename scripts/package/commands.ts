import { readdirSync } from 'node:fs';
import { productFile } from '../cli/product.ts';

/** What only this repository uses: tests, pictures and measurements of the product itself. */
const OWN = /^(bench|load|pack|screenshot)\b/;

/** The names of the commands that a project has, in alphabetical order: one for each file at the top of scripts/. */
export function commandNames(): string[] {
  return readdirSync(productFile('scripts'))
    .flatMap((name) => /^([a-z-]+)\.(?:ts|js)$/.exec(name)?.[1] ?? [])
    .filter((name) => !OWN.test(name))
    .toSorted();
}
