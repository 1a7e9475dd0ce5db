import { brackets, signed } from '../cli/number-text.ts';
import type { Ranking } from '../study/contender.ts';
import type { StudySplit } from '../study/study.ts';
import { bootstrap, COMPARED } from '../training/figures/bootstrap.ts';
import { FIGURE_NAMES, figureText } from '../training/figures/figure-text.ts';
import { metrics, scored } from '../training/figures/metrics.ts';
import { figureOf, figureVerdicts, pairedFigures } from '../training/figures/paired-bootstrap.ts';
import { markdownTable } from './markdown-table.ts';

/** The figures of all contenders on a split, the best first; one name in bold. */
export function figuresTable({ split, contenders, ...held }: StudySplit, about: string, seed: number): string {
  const lines = contenders
    .map(({ name, kind, logits }) => {
      const estimates = bootstrap(logits, held, { seed });
      const cells = COMPARED.map((figure) => {
        const { value, interval } = estimates[figure];
        return `${figureText(value)} ${brackets(interval, 3, figureText)}`;
      });
      const { calibrationError } = metrics(scored(logits, held.weight, held.positives));
      const shown = name === about ? `**${name}**` : name;
      return { auc: estimates.auc.value, cells: [shown, kind, ...cells, figureText(calibrationError)] };
    })
    .sort((a, b) => b.auc - a.auc);
  const names = [...COMPARED, 'calibrationError' as const].map((name) => FIGURE_NAMES[name]);
  return markdownTable([[`${split} split`, 'what', ...names], ...lines.map(({ cells }) => cells)]);
}

/** The variant that ranks best on a split: the one to compare with rivals there. */
export function bestVariant(split: string, rankings: readonly Ranking[]): string {
  const own = rankings.filter((ranking) => ranking.split === split && ranking.contender.kind === 'variant');
  const aucs = own.map(({ contender, set }) => ({ name: contender.name, auc: metrics(set).auc }));
  return aucs.sort((a, b) => b.auc - a.auc)[0]!.name;
}

const SHOWN = ['auc', 'logLoss', 'brier'] as const;

/**
 * How all other contenders differ from a variant on the held-out rows of a split, a table for each of the pairs. Verdicts
 * are about all tables together.
 * @returns the tables, and the number of comparisons in them
 */
export function differencesTables(
  pairs: readonly { split: StudySplit; name: string }[],
  seed: number,
): { tables: string[]; comparisons: number } {
  const compared = pairs.map(({ split: { split, contenders, ...held }, name }) => {
    const own = contenders.find((contender) => contender.name === name)!;
    const others = contenders.filter((contender) => contender !== own);
    return {
      split,
      name,
      others: others.map((other) => {
        const figures = pairedFigures(own.logits, other.logits, held, { seed });
        return { other: other.name, figures: SHOWN.map((figure) => figureOf(figures, figure)) };
      }),
    };
  });
  const all = compared.flatMap(({ others }) => others.flatMap(({ figures }) => figures));
  const found = new Map(figureVerdicts(all).map((verdict, k) => [all[k]!, verdict]));
  const tables = compared.map(({ split, name, others }) =>
    markdownTable([
      [`${split} split: difference from **${name}**`, ...SHOWN.map((figure) => FIGURE_NAMES[figure])],
      ...others.map(({ other, figures }) => [
        other,
        ...figures.map((figure) => {
          const verdict = found.get(figure)!;
          const shown = verdict === 'no difference shown' ? '' : ` ${verdict}`;
          return `${signed(figure.difference)} ${brackets(figure.interval, 4, signed)}${shown}`;
        }),
      ]),
    ]),
  );
  return { tables, comparisons: all.length };
}
