import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { progress } from '../cli/command.ts';
import { writeTogether } from '../cli/write-together.ts';
import type { Picture } from './pictures.ts';

/** Draws all pictures and the page before it replaces those in a folder: nothing is lost if a drawing fails. */
export function writeReport(
  folder: string,
  drawing: Iterable<Picture>,
  render: (pictures: readonly Picture[]) => string,
): void {
  const pictures: Picture[] = [];
  for (const picture of drawing) {
    progress(`drew ${picture.name}.svg`);
    pictures.push(picture);
  }
  const page = render(pictures);
  const files = new Map(pictures.map(({ name, svg }) => [join(folder, `${name}.svg`), svg]));
  writeTogether(files.set(join(folder, 'README.md'), page));
  for (const old of readdirSync(folder).filter((name) => name.endsWith('.svg'))) {
    if (!files.has(join(folder, old))) rmSync(join(folder, old));
  }
}
