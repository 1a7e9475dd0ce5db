import { InvalidArgumentError, Option } from 'commander';
import { positiveInteger } from '../../cli/options.ts';
import { SEED } from './splits.ts';

/** `--data`: another data file. */
export function dataOption(): Option {
  return new Option('--data <path>', 'data file to use instead of the one in model.json');
}

/** Rarer categories could point to a person: they share one coefficient, and their names are not published. */
export const MIN_COUNT = 10;

/** `--min-count`: how rare a category is that shares its coefficient. */
export function minCountOption(): Option {
  return new Option('--min-count <k>', 'merge categories with fewer rows, and publish no name of them')
    .argParser(positiveInteger)
    .default(MIN_COUNT);
}

/** `--seed`: which random third is held out. */
export function seedOption(): Option {
  return new Option('--seed <n>', 'hold out another random third').argParser(parseSeed).default(SEED);
}

/** `--seeds`: the random thirds of several seeds, one after the other and pooled. */
export function seedsOption(): Option {
  return new Option('--seeds <n,n,…>', 'hold out the random thirds of several seeds; print figures per seed and pooled')
    .argParser(parseSeeds)
    .conflicts(['seed', 'split']);
}

/** `--split`: one way of holding rows out. */
export function splitOption(): Option {
  return new Option('--split <split>', 'one way of holding rows out; default: both').choices(['random', 'time']);
}

function parseSeeds(text: string): number[] {
  const seeds = text.split(',').map(parseSeed);
  const repeated = seeds.find((seed, k) => seeds.indexOf(seed) < k);
  if (repeated === undefined) return seeds;
  throw new InvalidArgumentError(`expected every seed once: ${repeated} is repeated`);
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw new InvalidArgumentError('expected a whole number from 0');
}
