import { percent } from '../cli/number-text.ts';
import { type Ranking, rankingOf } from '../study/contender.ts';
import type { Scored } from '../training/figures/metrics.ts';
import { markdownTable } from './markdown-table.ts';
import { bestThreshold, costWithoutModel, type ErrorCosts, hindsightThreshold, policy } from './measures/costs.ts';

const USUAL: ErrorCosts[] = [1, 2, 4, 8, 16].map((miss) => ({ miss, falseAlarm: 1 }));

interface CostTables {
  rankings: readonly Ranking[];
  about: string;
  against: string;
  /** Costs that the user asked for, shown after the usual ones. */
  costs: readonly ErrorCosts[];
  study: { splits: readonly { split: string }[] };
}

/** The usual costs, then the others that the user asked for. */
function withUsual(costs: readonly ErrorCosts[]): ErrorCosts[] {
  const all = [...USUAL, ...costs];
  return [...new Map(all.map((errors) => [`${errors.miss} : ${errors.falseAlarm}`, errors])).values()];
}

/** For costs of errors: the threshold, its effect on held-out rows, and its savings. */
export function costTable({ study, rankings, about, against, costs }: CostTables): string[] {
  const isAlone = about === against;
  const tables = study.splits.map(({ split }) => {
    const [own, other] = [about, against].map((name) => rankingOf(rankings, split, name).set) as [Scored, Scored];
    const lines = withUsual(costs).map((errors) => {
      const threshold = bestThreshold(errors);
      const found = policy(own, threshold, errors);
      return [
        `${errors.miss} : ${errors.falseAlarm}`,
        percent(threshold),
        percent(found.acted),
        percent(found.caught),
        (1000 * found.cost).toFixed(0),
        percent(1 - found.cost / costWithoutModel(own, errors)),
        ...(isAlone ? [] : [percent(1 - found.cost / policy(other, threshold, errors).cost)]),
        percent(hindsightThreshold(own, errors)),
      ];
    });
    const heading = [
      `miss : false alarm (${split})`,
      'threshold',
      'acts on',
      'finds',
      'cost per 1,000 rows',
      'saved against no model',
      ...(isAlone ? [] : [`saved against ${against}`]),
      'best in hindsight',
    ];
    return markdownTable([heading, ...lines]);
  });
  return [
    'The costs of a miss and of a false alarm decide the threshold, the probability from which to act: cost of a false alarm / (cost of a miss + cost of a false alarm). It is known beforehand. “No model” acts always or never, whichever turned out cheaper. The last column is the threshold that would have cost least on these rows: if it is clearly lower, the answers were too low; small gaps may be chance.',
    ...tables,
  ];
}
