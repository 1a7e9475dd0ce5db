import { brackets, signed } from '../cli/number-text.ts';
import type { Ranking } from '../study/contender.ts';
import type { StudySplit } from '../study/study.ts';
import { bootstrap, RESAMPLED } from '../training/figures/bootstrap.ts';
import { FIGURE_NAMES, figureText } from '../training/figures/figure-text.ts';
import { metrics } from '../training/figures/metrics.ts';
import { pairedFigures } from '../training/figures/paired-bootstrap.ts';
import { markdownTable } from './markdown-table.ts';

/** The figures of all contenders on a split, the best first; one name in bold. */
export function figuresTable(split: string, about: string, rankings: readonly Ranking[], seed: number): string {
  const lines = rankings
    .filter((ranking) => ranking.split === split)
    .map(({ contender, set }) => {
      const figures = metrics(set);
      const intervals = bootstrap(set, seed);
      const cells = RESAMPLED.map((name) => `${figureText(figures[name])} ${brackets(intervals[name], 3, figureText)}`);
      const name = contender.name === about ? `**${contender.name}**` : contender.name;
      return { auc: figures.auc, cells: [name, contender.kind, ...cells, figureText(figures.calibrationError)] };
    })
    .sort((a, b) => b.auc - a.auc);
  const names = [...RESAMPLED, 'calibrationError' as const].map((name) => FIGURE_NAMES[name]);
  return markdownTable([[`${split} split`, 'what', ...names], ...lines.map(({ cells }) => cells)]);
}

/** The variant that ranks best on a split: the one to compare with rivals there. */
export function bestVariant(split: string, rankings: readonly Ranking[]): string {
  const own = rankings.filter((ranking) => ranking.split === split && ranking.contender.kind === 'variant');
  const aucs = own.map(({ contender, set }) => ({ name: contender.name, auc: metrics(set).auc }));
  return aucs.sort((a, b) => b.auc - a.auc)[0]!.name;
}

const COMPARED = ['auc', 'logLoss', 'brier'] as const;

/** How all other contenders differ from a variant on the held-out rows of a split. */
export function differencesTable(
  { split, weight, positives, contenders }: StudySplit,
  name: string,
  seed: number,
): string {
  const own = contenders.find((contender) => contender.name === name)!;
  const lines = contenders
    .filter((contender) => contender !== own)
    .map(({ name, logits }) => {
      const figures = pairedFigures(own.logits, logits, { weight, positives }, { seed });
      const cells = COMPARED.map((figure) => {
        const { difference, interval } = figures.find((one) => one.figure === figure)!;
        return `${signed(difference)} ${brackets(interval, 4, signed)}`;
      });
      return [name, ...cells];
    });
  const heading = [`${split} split: difference from **${name}**`, ...COMPARED.map((figure) => FIGURE_NAMES[figure])];
  return markdownTable([heading, ...lines]);
}
