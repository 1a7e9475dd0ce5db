import { progress } from '../cli/command.ts';
import { brackets, signed } from '../cli/number-text.ts';
import { table } from '../cli/table.ts';
import { FIGURE_NAMES, figureText } from '../training/figures/figure-text.ts';
import { holmText } from '../training/figures/holm.ts';
import { figureOf, figureVerdicts, type PairedFigure, pairedFigures } from '../training/figures/paired-bootstrap.ts';
import { type HeldOutAnswers, pooledFigures } from '../training/figures/pooled-bootstrap.ts';
import { type ClusterSummary, clusterSummary, clusterText, independent } from '../training/rows/held-out-rows.ts';
import { openStudy } from './study.ts';

export interface SeedComparison {
  /** Absent for the mean over all seeds. */
  seed?: number;
  figures: PairedFigure[];
  /** The same as if all rows were independent. */
  independent: PairedFigure[];
  cluster?: ClusterSummary | undefined;
}

/** Compares two contenders on the random thirds of several seeds: seed by seed, and pooled. */
export async function compareOverSeeds(
  model: string,
  [first, second]: readonly [string, string],
  { data, seeds }: { data?: string | undefined; seeds: readonly number[] },
): Promise<SeedComparison[]> {
  const comparisons: SeedComparison[] = [];
  const parts: HeldOutAnswers[] = [];
  for (const [k, seed] of seeds.entries()) {
    progress(`${model}: seed ${seed}, ${k + 1} of ${seeds.length}`);
    const { rows, splits } = await openStudy(model, { data, seed, only: [first, second], split: 'random' });
    const [{ split: _, train: __, test, contenders, ...held }] = splits as [(typeof splits)[0]];
    const [one, other] = contenders.map(({ logits }) => logits) as [Float64Array, Float64Array];
    comparisons.push({
      seed,
      figures: pairedFigures(one, other, held, { seed }),
      independent: pairedFigures(one, other, independent(held), { seed }),
      cluster: clusterSummary(held),
    });
    const columns = [...rows.cells.values()];
    const keys = Array.from(test, (r) => columns.map((cells) => cells[r]).join(' '));
    parts.push({ first: one, second: other, rows: held, keys });
  }
  const options = { seed: seeds[0]! };
  const asIndependent = parts.map((part) => ({ ...part, rows: independent(part.rows) }));
  return [
    ...comparisons,
    {
      figures: pooledFigures(parts, options),
      independent: pooledFigures(asIndependent, options),
      cluster: comparisons[0]?.cluster,
    },
  ];
}

const FIGURES = ['auc', 'logLoss', 'brier'] as const;

/** A line per seed, and one for their mean. */
export function renderSeeds(compared: readonly SeedComparison[], [first, second]: readonly [string, string]): string {
  const pooled = FIGURES.map((name) => figureOf(compared.at(-1)!.figures, name));
  const found = figureVerdicts(pooled);
  const lines = compared.map(({ seed, figures }) => {
    const shown = FIGURES.map((name) => figureOf(figures, name));
    const own = (who: 'first' | 'second') => shown.map((figure) => figureText(figure[who])).join(' / ');
    const differences = shown.map(
      ({ difference, interval }) => `${signed(difference)} ${brackets(interval, 4, signed)}`,
    );
    return [seed === undefined ? 'mean' : `seed ${seed}`, own('first'), own('second'), ...differences];
  });
  const names = FIGURES.map((figure) => FIGURE_NAMES[figure]);
  return [
    table([['random third', first, second, ...names], ...lines]),
    `${names.join(' / ')} of each, then ${second} − ${first} with 95 % intervals of a paired bootstrap.`,
    'The interval of the mean counts a row once, even if several seeds hold it out.',
    clusterText(...compared.map(({ cluster }) => cluster)),
    `In the mean, ${second} is: ${names.map((name, k) => `${name} ${found[k]}`).join(', ')}. ${holmText(pooled.length)}`,
  ].join('\n');
}
