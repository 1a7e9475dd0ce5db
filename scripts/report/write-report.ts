import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { progress } from '../cli/command.ts';
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
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder).filter((name) => name.endsWith('.svg'))) rmSync(join(folder, old));
  for (const { name, svg } of pictures) writeFileSync(join(folder, `${name}.svg`), svg);
  writeFileSync(join(folder, 'README.md'), page);
}
