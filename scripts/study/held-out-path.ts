import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelDefinition, VariantDefinition } from '../models/definition.ts';
import { rowsDigest } from '../training/artifact/rows-digest.ts';
import type { TrainingRows } from '../training/rows/rows.ts';
import type { Split } from '../training/rows/splits.ts';

const FOLDER = join('.build', 'held-out');

/** A variant to fit on the rows that a split does not hold out. */
export interface HeldOutFit {
  model: string;
  name: string;
  variant: VariantDefinition;
  definition: Pick<ModelDefinition, 'fields'>;
  rows: TrainingRows;
  seed: number;
}

/**
 * Where the logits of a held-out fit are kept. The name contains a digest of everything that decides them: the settings
 * of the variant, the fields, the rows and their parts, the split, the seed, and the committed artifact, which changes
 * whenever training does. Names become part of a file name, never of a path.
 */
export function heldOutPath({ model, name, variant, definition, rows, seed }: HeldOutFit, split: Split): string {
  const { description: _, draws: __, ...settings } = variant;
  const names = [model, name, split.split];
  const hash = createHash('sha256').update(
    JSON.stringify([names, settings, definition.fields, seed, rowsDigest(rows), artifactDigest(model, name)]),
  );
  for (const part of [rows.randomSplit, rows.timeSplit, split.train, split.test]) {
    hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  }
  const begin = names.join('-').replaceAll(/[^a-z0-9-]/gi, '_');
  return join(FOLDER, `${begin}-${hash.digest('hex').slice(0, 16)}.f64`);
}

function artifactDigest(model: string, name: string): unknown {
  const path = join('models', model, `${name}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).digest : undefined;
}
