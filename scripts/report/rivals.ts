import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { progress } from '../cli.ts';
import type { Contender } from './contender.ts';

const FOLDER = join('.data', 'rivals');
const NEVER_SURE = 1e-12;

/**
 * What rivals answered to the held-out rows of a split: `.data/rivals/<model>/<split>-<seed>-<rival>.csv`, a line per
 * group with its weight, its positives and the probability. A file that is of other rows is left out, and said so.
 */
export function readRivals(
  model: string,
  split: string,
  seed: number,
  rows: { weight: Float64Array; positives: Float64Array },
): Contender[] {
  const folder = join(FOLDER, model);
  const begin = `${split}-${seed}-`;
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(begin)) : [];
  if (files.length === 0) progress(`${model}: no rivals on the ${split} split in ${folder}`);
  return files.sort().flatMap((file): Contender[] => {
    const logits = parsePredictions(readFileSync(join(folder, file), 'utf8'), rows);
    if (logits) return [{ name: file.slice(begin.length, -'.csv'.length), kind: 'rival', logits }];
    progress(`${model}: ${join(folder, file)} is not of these rows and is left out`);
    return [];
  });
}

/** The logits in a file of predictions, or undefined when its groups are not those of `rows`. */
export function parsePredictions(
  csv: string,
  { weight, positives }: { weight: Float64Array; positives: Float64Array },
): Float64Array | undefined {
  const [heading, ...lines] = csv.trimEnd().split('\n');
  if (heading !== 'weight,positives,probability' || lines.length !== weight.length) return undefined;
  const logits = new Float64Array(lines.length);
  for (const [r, line] of lines.entries()) {
    const [w, up, probability] = line.split(',').map(Number);
    if (w !== weight[r] || up !== positives[r] || !(probability! >= 0 && probability! <= 1)) return undefined;
    const p = Math.min(Math.max(probability!, NEVER_SURE), 1 - NEVER_SURE);
    logits[r] = Math.log(p / (1 - p));
  }
  return logits;
}
