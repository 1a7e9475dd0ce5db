import { globSync, readFileSync } from 'node:fs';

/** Every document of the project, by its path. */
export const documents = globSync(['*.md', '.github/*.md', '*/*.md', '*/*/*.md', '*/*/*/*.md'], {
  exclude: (name) => name.includes('node_modules'),
}).map((path) => ({ path, text: readFileSync(path, 'utf8') }));
