import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { progress } from '../cli/command.ts';
import type { Split } from '../training/rows/splits.ts';
import { scoreRows } from '../training/score-rows.ts';
import { trainVariant } from '../training/train-variant.ts';
import { type HeldOutFit, heldOutPath } from './held-out-path.ts';

/**
 * Logits of the held-out rows of a split, from a fit of the variant on the other rows. Learned shrinkage takes minutes,
 * so its logits are kept under .build.
 */
export function heldOutLogits(fit: HeldOutFit, split: Split): Float64Array {
  const { model, name, variant, rows, seed } = fit;
  const path = heldOutPath(fit, split);
  if (existsSync(path)) return new Float64Array(new Uint8Array(readFileSync(path)).buffer);
  const where = split.split === 'random' ? `random split of seed ${seed}` : `${split.split} split`;
  progress(`${model}: ${name} on the ${where}`);
  if (variant.shrinkage === 'fixed') return scoreRows(trainVariant(variant, rows, split.train), rows, split.test);
  const trained = trainVariant(variant, rows, split.train, {
    onProgress: (text) => progress(`${model}/${name}: ${text}`),
  });
  const logits = scoreRows(trained, rows, split.test);
  keep(path, logits);
  return logits;
}

/** The file is renamed when it is complete, so two runs at the same time never read half a file. */
function keep(path: string, logits: Float64Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, new Uint8Array(logits.buffer));
  renameSync(`${path}.${process.pid}`, path);
}
