import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../cli/command.ts';
import { SEED } from '../training/rows/splits.ts';
import type { Contender } from './contender.ts';

const FOLDER = join('.data', 'rivals');
const NEVER_SURE = 1e-12;

interface RivalsOf {
  model: string;
  seed: number;
  folder?: string;
}

/**
 * What rivals answered to the held-out rows of a split: `<folder>/<model>/<split>-<seed>-<rival>.csv`, a line per group
 * with its weight, its positives and the probability. Without a file there are none.
 * @throws {Failure} when a file is of other rows: a rival never goes missing unseen
 */
export function readRivals(
  { model, split, seed, folder = FOLDER }: RivalsOf & { split: string },
  rows: { weight: Float64Array; positives: Float64Array },
): Contender[] {
  const own = join(folder, model);
  const begin = `${split}-${seed}-`;
  return rivalFiles(own, begin).map((file): Contender => {
    const path = join(own, file);
    const logits = parsePredictions(readFileSync(path, 'utf8'), rows);
    if (logits) return { name: file.slice(begin.length, -'.csv'.length), kind: 'rival', logits };
    throw new Failure(
      `${path} is not of the rows that the ${split} split holds out: make it again with ${rivalsCommand({ model, split, seed })}`,
    );
  });
}

/** What writes the files of predictions for a split. */
export function rivalsCommand({ model, split, seed }: { model: string; split: string; seed: number }): string {
  const options = `${split === 'random' ? '' : ` --split ${split}`}${seed === SEED ? '' : ` --seeds ${seed}`}`;
  return `python test/oracle/rivals.py ${model}${options}`;
}

function rivalFiles(folder: string, begin: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.startsWith(begin))
        .sort()
    : [];
}

/**
 * Sees to it that a report which compares with rivals is not replaced, unseen, by one that has none of them.
 * @throws {Failure} when a split has rivals on the page of before, and no predictions of any are at hand
 */
export function keepRivals(page: string, { model, seed, folder = FOLDER }: RivalsOf): void {
  const lost = splitsWithRivals(page).filter(
    (split) => rivalFiles(join(folder, model), `${split}-${seed}-`).length === 0,
  );
  if (lost.length === 0) return;
  const where = lost.map((split) => `the ${split} split`).join(' and ');
  const commands = lost.map((split) => rivalsCommand({ model, split, seed })).join(' and ');
  throw new Failure(
    `the report of ${model} compares with rivals on ${where}, and their predictions are not in ${join(folder, model)}: write them with ${commands} (see test/oracle/README.md), or leave rivals out with --without-rivals`,
  );
}

/** The splits whose table of figures, as `figuresTable` writes it, has a rival in it. */
function splitsWithRivals(page: string): string[] {
  const splits = new Set<string>();
  let split = '';
  for (const line of page.split('\n')) {
    split = /^\| (\w+) split \| /.exec(line)?.[1] ?? split;
    if (line.includes('| rival |')) splits.add(split);
  }
  return [...splits];
}

/** In words, where rivals are missing: on all splits or on some. */
export function withoutRivals(
  { model, seed }: Pick<RivalsOf, 'model' | 'seed'>,
  splits: readonly { split: string; contenders: readonly Pick<Contender, 'kind'>[] }[],
): string | undefined {
  const alone = splits.filter(({ contenders }) => contenders.every(({ kind }) => kind !== 'rival'));
  if (alone.length === 0) return undefined;
  const where = alone.map(({ split }) => `the ${split} split`).join(' and ');
  const commands = alone.map(({ split }) => `\`${rivalsCommand({ model, split, seed })}\``);
  return `No rivals are compared with on ${where}: with ${commands.join(' and ')}, other learners answer the same rows, and the next report compares with them.`;
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
