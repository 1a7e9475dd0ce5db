import { command, Failure, progress, run } from './cli/command.ts';
import { brackets, percent, signed } from './cli/number-text.ts';
import { table } from './cli/table.ts';
import { sum } from './maths/vector.ts';
import { differingRows, type Mover, movers } from './study/movers.ts';
import { compareOverSeeds, renderSeeds } from './study/over-seeds.ts';
import { openStudy, type StudySplit } from './study/study.ts';
import { FIGURE_NAMES, figureText } from './training/figures/figure-text.ts';
import { holmText, type Verdict } from './training/figures/holm.ts';
import { figureVerdicts, type PairedFigure, pairedFigures } from './training/figures/paired-bootstrap.ts';
import { type ClusterSummary, clusterSummary, clusterText, independent } from './training/rows/held-out-rows.ts';
import { dataOption, seedOption, seedsOption, splitOption } from './training/rows/options.ts';
import type { TrainingRows } from './training/rows/rows.ts';

interface Comparison {
  split: string;
  rows: number;
  cluster?: ClusterSummary | undefined;
  figures: ComparedFigure[];
  values: Mover[];
  cells: Mover[];
  differing: Mover[];
}

interface ComparedFigure extends PairedFigure {
  /** The interval as if all rows were independent; only with --json. */
  independentInterval?: PairedFigure['interval'];
  /** What the difference shows about the second, given how many figures and splits are compared. */
  verdict?: Verdict;
}

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
      return compareOn(split, rows, seed, json);
    });
    const found = figureVerdicts(comparisons.flatMap(({ figures }) => figures));
    for (const { figures } of comparisons) for (const figure of figures) figure.verdict = found.shift()!;
    if (json) console.log(JSON.stringify(comparisons, null, 2));
    else {
      const count = comparisons.flatMap(({ figures }) => figures).length;
      console.log([...comparisons.map((one) => render(one, first, second)), holmText(count)].join('\n\n'));
    }
  });

function compareOn(
  { split, test, contenders, ...held }: StudySplit,
  rows: TrainingRows,
  seed: number,
  withIndependent = false,
): Comparison {
  const [first, second] = contenders.map(({ logits }) => logits) as [Float64Array, Float64Array];
  const answered = { rows, test, first, second };
  const figures = pairedFigures(first, second, held, { seed });
  const asIndependent = withIndependent ? pairedFigures(first, second, independent(held), { seed }) : [];
  return {
    split,
    rows: sum(held.weight),
    cluster: clusterSummary(held),
    figures: figures.map((figure, k) => ({
      ...figure,
      ...(withIndependent && { independentInterval: asIndependent[k]!.interval }),
    })),
    values: movers(answered, 1),
    cells: movers(answered, 2),
    differing: differingRows(answered),
  };
}

function render(comparison: Comparison, first: string, second: string): string {
  const { split, rows, cluster, figures, values, cells, differing } = comparison;
  const lines = figures.map(({ figure, interval, verdict, ...one }) => [
    FIGURE_NAMES[figure],
    figureText(one.first),
    figureText(one.second),
    `${signed(one.difference)} ${brackets(interval, 4, signed)}`,
    verdict!,
  ]);
  return [
    `${split} split: ${rows} held-out rows`,
    table([['figure', first, second, `${second} − ${first} [95 % paired bootstrap]`, `${second} is`], ...lines]),
    clusterText(cluster),
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
