import { command, Failure, progress, run } from './cli/command.ts';
import { brackets, percent, signed } from './cli/number-text.ts';
import { table } from './cli/table.ts';
import { sum } from './maths/vector.ts';
import { differingRows, type Mover, movers } from './study/movers.ts';
import { compareOverSeeds, renderSeeds } from './study/over-seeds.ts';
import { openStudy, type StudySplit } from './study/study.ts';
import { FIGURE_NAMES, figureText } from './training/figures/figure-text.ts';
import { type Metrics, metrics, scored } from './training/figures/metrics.ts';
import { type PairedFigure, pairedFigures } from './training/figures/paired-bootstrap.ts';
import { dataOption, seedOption, seedsOption, splitOption } from './training/rows/options.ts';
import type { TrainingRows } from './training/rows/rows.ts';

interface Comparison {
  split: string;
  rows: number;
  figures: ComparedFigure[];
  values: Mover[];
  cells: Mover[];
  differing: Mover[];
}

/** The calibration error has no interval. */
type ComparedFigure = { figure: keyof Metrics; interval?: PairedFigure['interval'] } & Omit<
  PairedFigure,
  'figure' | 'interval'
>;

interface Options {
  data?: string;
  seed: number;
  seeds?: number[];
  split?: 'random' | 'time';
  json?: boolean;
}

export const program = command(
  'compare',
  'Compare two variants on rows that neither fit saw, and show where they differ',
)
  .argument('<model>', 'folder under models/')
  .argument('<first>', 'a variant, a baseline, or a rival with predictions in .data/rivals')
  .argument('<second>', 'another one; differences are the second minus the first')
  .addOption(dataOption())
  .addOption(seedOption())
  .addOption(splitOption())
  .addOption(seedsOption())
  .option('--json', 'print a JSON array with one object per split, or per seed')
  .action(async (model: string, first: string, second: string, options: Options) => {
    const { data, seed, seeds, split: wanted, json } = options;
    if (first === second) throw new Failure(`${first} and ${second} are the same: name two different ones`);
    if (seeds) {
      const compared = await compareOverSeeds(model, [first, second], { data, seeds });
      console.log(json ? JSON.stringify(compared, null, 2) : renderSeeds(compared, [first, second]));
      return;
    }
    const { rows, splits } = await openStudy(model, { data, seed, only: [first, second], split: wanted });
    const comparisons = splits.map((split) => {
      progress(`${model}: comparing on the ${split.split} split`);
      return compareOn(split, rows, seed);
    });
    if (json) console.log(JSON.stringify(comparisons, null, 2));
    else console.log(comparisons.map((one) => render(one, first, second)).join('\n\n'));
  });

function compareOn(
  { split, test, weight, positives, contenders }: StudySplit,
  rows: TrainingRows,
  seed: number,
): Comparison {
  const [first, second] = contenders.map(({ logits }) => logits) as [Float64Array, Float64Array];
  const answered = { rows, test, first, second };
  const [a, b] = [first, second].map((logits) => metrics(scored(logits, weight, positives)).calibrationError);
  const calibration = { first: a!, second: b!, difference: b! - a! };
  return {
    split,
    rows: sum(weight),
    figures: [
      ...pairedFigures(first, second, { weight, positives }, { seed }),
      { figure: 'calibrationError', ...calibration },
    ],
    values: movers(answered, 1),
    cells: movers(answered, 2),
    differing: differingRows(answered),
  };
}

function render({ split, rows, figures, values, cells, differing }: Comparison, first: string, second: string): string {
  const lines = figures.map(({ figure, interval, ...one }) => [
    FIGURE_NAMES[figure],
    figureText(one.first),
    figureText(one.second),
    signed(one.difference) + (interval ? ` ${brackets(interval, 4, signed)}` : ''),
  ]);
  return [
    `${split} split: ${rows} held-out rows`,
    table([['figure', first, second, `${second} − ${first} [95 % paired bootstrap]`], ...lines]),
    'Values whose mean answer changes most, among those with at least 50 rows',
    moverTable(values, first, second),
    'Pairs of values whose mean answer changes most',
    moverTable(cells, first, second),
    'Rows with the most different answers',
    moverTable(differing, first, second),
  ].join('\n\n');
}

function moverTable(found: readonly Mover[], first: string, second: string): string {
  return table([
    ['where', 'rows', first, second, 'change', 'observed'],
    ...found.map(({ where, rows, observed, ...one }) => [
      Object.entries(where)
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
      String(rows),
      percent(one.first),
      percent(one.second),
      signed((one.second - one.first) * 100, 1),
      percent(observed),
    ]),
  ]);
}

if (import.meta.main) await run(program);
