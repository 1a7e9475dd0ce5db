import * as Plot from '@observablehq/plot';
import { sum } from '../../maths/vector.ts';
import type { Contender, Ranking } from '../../study/contender.ts';
import { figureText } from '../../training/figures/figure-text.ts';
import { metrics, type Scored } from '../../training/figures/metrics.ts';
import { type Point, precisionRecallCurve, rocCurve } from '../measures/curves.ts';
import { bestRanking } from '../measures/findings.ts';
import { contenderColor, contenderDash } from './contender-style.ts';
import { figureSvg, type LegendEntry, type Panel, panel } from './figure-svg.ts';

const KINDS = {
  roc: {
    curve: rocCurve,
    figure: 'auc' as const,
    title: 'How well the classes are separated: ROC curves',
    subtitle: (positive: string, negative: string) =>
      `ROC curves: the share of “${positive}” that a threshold finds, and of “${negative}” that it flags by mistake. Further up and left is better; the diagonal is guessing. Figures: AUC.`,
    x: (_: string, negative: string) => `flagged among “${negative}”`,
    y: (positive: string) => `found among “${positive}”`,
  },
  'precision-recall': {
    curve: precisionRecallCurve,
    figure: 'averagePrecision' as const,
    title: 'How often a warning is right: precision and recall',
    subtitle: (positive: string) =>
      `Precision and recall: the share of “${positive}” among the flagged rows, by the share of all “${positive}” that is found. Higher is better; the dashed line is flagging at random. Figures: average precision.`,
    x: (positive: string) => `found among “${positive}”`,
    y: (positive: string) => `“${positive}” among flagged`,
  },
};

/** ROC or precision–recall curves of all contenders, a drawing per split. */
export function drawCurves(
  kind: keyof typeof KINDS,
  rankings: readonly Ranking[],
  [negative, positive]: readonly [string, string],
): string {
  const { curve, figure, title, subtitle, x, y } = KINDS[kind];
  const splits = [...new Set(rankings.map(({ split }) => split))];
  const panels = splits.map((split): Panel => {
    const own = rankings.filter((ranking) => ranking.split === split);
    const base = baseRate(own[0]!.set);
    const ends = [0, 1];
    const guess = kind === 'roc' ? ends : [base, base];
    return panel({
      width: 470,
      height: 470,
      marginLeft: 52,
      marginBottom: 44,
      marginTop: 34,
      x: { domain: [0, 1], label: `${x(positive, negative)} →`, labelAnchor: 'center', tickFormat: '.0%', ticks: 5 },
      y: { domain: [0, 1], label: `↑ ${y(positive)} (${split} split)`, tickFormat: '.0%', ticks: 5 },
      marks: [
        Plot.gridX({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: 5 }),
        Plot.gridY({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: 5 }),
        Plot.line(ends, { x: ends, y: guess, stroke: 'var(--soft)', strokeDasharray: '4 4' }),
        ...inDrawingOrder(own).map(({ contender, set }) => line(curve(set), contender, rankings)),
      ],
    });
  });
  return figureSvg({
    title: bestRanking(rankings, figure) ?? title,
    subtitle:
      subtitle(positive, negative) + (splits.length > 1 ? ` First the ${splits[0]}, then the ${splits[1]} split.` : ''),
    legend: legend(rankings, splits, kind),
    panels: [panels],
  });
}

/** Variants above rivals above baselines. */
function inDrawingOrder(rankings: readonly Ranking[]): Ranking[] {
  const order = ['baseline', 'rival', 'variant'];
  return rankings.toSorted((a, b) => order.indexOf(a.contender.kind) - order.indexOf(b.contender.kind));
}

function line(points: readonly Point[], contender: Contender, rankings: readonly Ranking[]) {
  return Plot.line(points, {
    x: 'x',
    y: 'y',
    stroke: contenderColor(contender, rankings),
    strokeWidth: contender.kind === 'variant' ? 2.2 : 1.2,
    strokeDasharray: contenderDash(contender, rankings) ?? 'none',
  });
}

function legend(rankings: readonly Ranking[], splits: readonly string[], kind: keyof typeof KINDS): LegendEntry[] {
  const names = [...new Set(rankings.map(({ contender }) => contender.name))];
  return names.map((name) => {
    const own = rankings.filter(({ contender }) => contender.name === name);
    const figures = splits.map((split) => {
      const found = own.find((ranking) => ranking.split === split);
      if (!found) return '–';
      return figureText(metrics(found.set)[KINDS[kind].figure], 3);
    });
    const { contender } = own[0]!;
    return {
      label: `${name} ${figures.join(' | ')}`,
      color: contenderColor(contender, rankings),
      dash: contenderDash(contender, rankings),
    };
  });
}

function baseRate({ positive, negative }: Scored): number {
  const up = sum(positive);
  return up / (up + sum(negative));
}
