import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../cli.ts';
import type { Contender } from './contender.ts';

const FOLDER = join('.data', 'rivals');
const NEVER_SURE = 1e-12;

/**
 * What rivals answered to the held-out rows of a split: `<folder>/<model>/<split>-<seed>-<rival>.csv`, a line per group
 * with its weight, its positives and the probability. Without a file there are none.
 * @throws {Failure} when a file is of other rows: a rival never goes missing unseen
 */
export function readRivals(
  { model, split, seed, folder = FOLDER }: { model: string; split: string; seed: number; folder?: string },
  rows: { weight: Float64Array; positives: Float64Array },
): Contender[] {
  const own = join(folder, model);
  const begin = `${split}-${seed}-`;
  const files = existsSync(own) ? readdirSync(own).filter((name) => name.startsWith(begin)) : [];
  return files.sort().map((file): Contender => {
    const path = join(own, file);
    const logits = parsePredictions(readFileSync(path, 'utf8'), rows);
    if (logits) return { name: file.slice(begin.length, -'.csv'.length), kind: 'rival', logits };
    throw new Failure(
      `${path} is not of the rows that the ${split} split holds out: make it again with ${rivalsCommand(model)}`,
    );
  });
}

/** What writes the files of predictions. */
function rivalsCommand(model: string): string {
  return `python test/oracle/rivals.py ${model}`;
}

/** In words, where rivals are missing: on all splits or on some. */
export function withoutRivals(
  model: string,
  splits: readonly { split: string; contenders: readonly Pick<Contender, 'kind'>[] }[],
): string | undefined {
  const alone = splits.filter(({ contenders }) => contenders.every(({ kind }) => kind !== 'rival'));
  if (alone.length === 0) return undefined;
  const where = alone.map(({ split }) => `the ${split} split`).join(' and ');
  return `No rivals were at hand for ${where}: \`${rivalsCommand(model)}\` has other learners answer the same rows, and the next report compares with them.`;
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
