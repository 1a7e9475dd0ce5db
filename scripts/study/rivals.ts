import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../cli/command.ts';
import { logOdds } from '../maths/log-odds.ts';
import { SEED } from '../training/rows/splits.ts';
import type { Contender } from './contender.ts';

const FOLDER = join('.data', 'rivals');

interface RivalsOf {
  model: string;
  seed: number;
  folder?: string;
}

/**
 * The answers of rivals to the held-out rows of a split, one file per rival: `<folder>/<model>/<split>-<seed>-<rival>.csv`
 * has a line per group with its weight, its positives and the probability.
 * @throws {Failure} when a file is about other rows, so that no rival is left out silently
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
      `${path} is not about the rows that the ${split} split holds out: write it again with ${rivalsCommand({ model, split, seed })}`,
    );
  });
}

/** The command that writes the files of predictions for a split. */
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
 * Makes sure that a report with rivals is not silently replaced by one without.
 * @throws {Failure} when a split has rivals on the old page, but there are no files of predictions for it
 */
export function keepRivals(page: string, { model, seed, folder = FOLDER }: RivalsOf): void {
  const lost = splitsWithRivals(page).filter(
    (split) => rivalFiles(join(folder, model), `${split}-${seed}-`).length === 0,
  );
  if (lost.length === 0) return;
  const where = lost.map((split) => `the ${split} split`).join(' and ');
  const commands = lost.map((split) => rivalsCommand({ model, split, seed })).join(' and ');
  throw new Failure(
    `the report of ${model} compares with rivals on ${where}, but ${join(folder, model)} has no predictions of them: write them with ${commands} (see test/oracle/README.md), or leave rivals out with --without-rivals`,
  );
}

/** The splits with a rival in their table of figures, as `figuresTable` writes it. */
function splitsWithRivals(page: string): string[] {
  const splits = new Set<string>();
  let split = '';
  for (const line of page.split('\n')) {
    split = /^\| (\w+) split \| /.exec(line)?.[1] ?? split;
    if (line.includes('| rival |')) splits.add(split);
  }
  return [...splits];
}

/** A sentence about the splits without rivals; undefined if all splits have some. */
export function withoutRivals(
  { model, seed }: Pick<RivalsOf, 'model' | 'seed'>,
  splits: readonly { split: string; contenders: readonly Pick<Contender, 'kind'>[] }[],
): string | undefined {
  const alone = splits.filter(({ contenders }) => contenders.every(({ kind }) => kind !== 'rival'));
  if (alone.length === 0) return undefined;
  const where = alone.map(({ split }) => `the ${split} split`).join(' and ');
  const commands = alone.map(({ split }) => `\`${rivalsCommand({ model, split, seed })}\``);
  return `There are no rivals on ${where}. To compare with other learners on the same rows, run ${commands.join(' and ')}, then write the report again.`;
}

/** The logits in a file of predictions; undefined when its groups are not those of `rows`. */
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
    logits[r] = logOdds(probability!);
  }
  return logits;
}
