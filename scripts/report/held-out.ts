import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { progress } from '../cli.ts';
import type { ModelDefinition, VariantDefinition } from '../model-definition.ts';
import { rowsDigest } from '../training/digest.ts';
import type { Split } from '../training/evaluate-variant.ts';
import type { Rows } from '../training/rows.ts';
import { scoreRows, trainVariant } from '../training/train-variant.ts';

const FOLDER = join('.build', 'held-out');

interface Trainee {
  model: string;
  name: string;
  variant: VariantDefinition;
  definition: ModelDefinition;
  rows: Rows;
  seed: number;
}

/**
 * Logits of the held-out rows of a split by a variant that was fitted on the others. Learned shrinkage takes its time,
 * so those logits are kept under .build, by a digest of everything that decides them: the definition, the rows, the
 * seed, and the committed artifact, which changes when the way of training does.
 */
export function heldOutLogits(trainee: Trainee, split: Split): Float64Array {
  const { model, name, variant, rows } = trainee;
  const path = join(FOLDER, `${model}-${name}-${split.split}-${digest(trainee)}.f64`);
  if (existsSync(path)) return new Float64Array(new Uint8Array(readFileSync(path)).buffer);
  progress(`${model}: ${name} on the ${split.split} split`);
  if (variant.shrinkage === 'fixed') return scoreRows(trainVariant(variant, rows, split.train), rows, split.test);
  const trained = trainVariant(variant, rows, split.train, {
    onProgress: (text) => progress(`${model}/${name}: ${text}`),
  });
  const logits = scoreRows(trained, rows, split.test);
  keep(path, logits);
  return logits;
}

function digest({ model, name, variant, definition, rows, seed }: Trainee): string {
  const artifact = join('models', model, `${name}.json`);
  const trained: { digest?: string } = existsSync(artifact) ? JSON.parse(readFileSync(artifact, 'utf8')) : {};
  const { features, penalty, shrinkage, validation, budget } = variant;
  const { train, test, validation: last } = definition.splits.time ?? {};
  const settings = [features, penalty, shrinkage, validation, budget, train, test, last, seed];
  return createHash('sha256')
    .update(JSON.stringify([settings, rowsDigest(rows), trained.digest]))
    .digest('hex')
    .slice(0, 16);
}

/** Renamed when complete, so that two runs at the same time never read half a file. */
function keep(path: string, logits: Float64Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, new Uint8Array(logits.buffer));
  renameSync(`${path}.${process.pid}`, path);
}
