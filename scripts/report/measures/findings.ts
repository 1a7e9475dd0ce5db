import { sigmoid } from '../../../src/core/sigmoid.ts';
import { percent } from '../../cli/number-text.ts';
import { sum } from '../../maths/vector.ts';
import type { RecalibratedPeriod } from '../../recalibrate/recalibrate-in-order.ts';
import type { Ranking } from '../../study/contender.ts';
import { figureText } from '../../training/figures/figure-text.ts';
import { metrics, type Scored } from '../../training/figures/metrics.ts';
import type { FieldCell } from './field-cells.ts';

/** The best contender on each split; undefined if two are equal in the three decimals shown. */
export function bestRanking(rankings: readonly Ranking[], figure: 'auc' | 'averagePrecision'): string | undefined {
  const name = figure === 'auc' ? 'AUC' : 'average precision';
  const best = bySplit(rankings).map(({ split, own }) => {
    const figures = own.map(({ contender, set }) => ({ who: contender.name, value: short(metrics(set)[figure]) }));
    const [first, second] = figures.sort((a, b) => Number(b.value) - Number(a.value));
    return { split, ...first!, isLevel: first!.value === second?.value };
  });
  if (best.some(({ isLevel }) => isLevel)) return undefined;
  return best
    .map(({ split, who, value }, k) =>
      k === 0
        ? `${who} ranks best on the ${split} split (${name} ${value})`
        : `${who} on the ${split} split (${value})`,
    )
    .join(', ');
}

/** How far the mean answer of a variant is off on each split. */
export function meanGaps(rankings: readonly Ranking[], about: string): string {
  const gaps = bySplit(rankings).map(({ split, own }) => {
    const { set } = own.find(({ contender }) => contender.name === about)!;
    const { answered, observed } = means(set);
    return `${offBy(observed - answered)} on the ${split} split`;
  });
  return `Mean answers of ${about}: ${gaps.join(', ')}`;
}

/** The mean answers of a variant to the rows of either outcome, on the last split. */
export function meanAnswers(
  rankings: readonly Ranking[],
  about: string,
  [negative, positive]: readonly [string, string],
): string {
  const { split, own } = bySplit(rankings).at(-1)!;
  const { set } = own.find(({ contender }) => contender.name === about)!;
  const mean = (counts: Float64Array) =>
    counts.reduce((total, count, g) => total + count * sigmoid(set.logit[g]!), 0) / sum(counts);
  const [up, down] = [percent(mean(set.positive)), percent(mean(set.negative))];
  return `On the ${split} split, ${about} answers ${up} to “${positive}” rows and ${down} to “${negative}” rows on average`;
}

/** How far answers are off with recalibration and without, over all periods. */
export function recalibrated(variant: string, periods: readonly RecalibratedPeriod[]): string {
  const [plain, shifted] = [offBy(meanGap(periods, 'plain')), offBy(meanGap(periods, 'shifted'))];
  return `Recalibrated from the weeks before, answers of ${variant} are ${shifted}; as trained, ${plain}`;
}

/** How much too low answers were, on average over the rows of all periods. */
export function meanGap(periods: readonly RecalibratedPeriod[], key: 'plain' | 'shifted'): number {
  const rows = periods.reduce((sum, period) => sum + period.rows, 0);
  return periods.reduce((sum, period) => sum + period.rows * (period.observed - period[key]), 0) / rows;
}

/** The rate of fewer rows is not reported. */
const FEWEST = 50;

/** The values with the highest and the lowest rate of positives; undefined if their intervals overlap. */
export function extremes(cells: readonly FieldCell[], positive: string): string | undefined {
  const [least, ...others] = cells.toSorted((a, b) => a.observed - b.observed);
  const most = others.at(-1);
  if (!least || !most || Math.min(least.rows, most.rows) < FEWEST || least.high >= most.low) return undefined;
  const [often, rarely] = [most, least].map(({ value, observed }) => `${value} (${percent(observed)})`);
  return `“${positive}” most often with ${often}, least often with ${rarely}`;
}

function offBy(gap: number): string {
  const points = Math.abs(100 * gap).toFixed(1);
  if (points === '0.0') return 'right to within a tenth of a point';
  return `${points} points too ${gap > 0 ? 'low' : 'high'}`;
}

function means({ logit, positive, negative }: Scored): { answered: number; observed: number } {
  const rows = sum(positive) + sum(negative);
  const answered = logit.reduce((total, z, g) => total + (positive[g]! + negative[g]!) * sigmoid(z), 0);
  return { answered: answered / rows, observed: sum(positive) / rows };
}

function bySplit(rankings: readonly Ranking[]): { split: string; own: Ranking[] }[] {
  return [...Map.groupBy(rankings, ({ split }) => split)].map(([split, own]) => ({ split, own }));
}

function short(value: number): string {
  return figureText(value, 3).replace(/^0/, '');
}
