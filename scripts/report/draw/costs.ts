import * as Plot from '@observablehq/plot';
import { percent } from '../../cli/number-text.ts';
import type { Ranking } from '../../study/contender.ts';
import { bestThreshold, costWithoutModel, policy } from '../measures/costs.ts';
import type { Point } from '../measures/curves.ts';
import { contenderColor } from './contender-style.ts';
import { figureSvg, panel } from './figure-svg.ts';

/** Costs of a miss in false alarms: from 1 to 16, evenly spaced on a logarithmic scale. */
const RATIOS = Array.from({ length: 65 }, (_, k) => 2 ** (k / 16));

/** The share of the cost without a model that acting on each variant's answers saves, by the cost of a miss. The title is about one of them. */
export function drawCosts(rankings: readonly Ranking[], about: string, positive: string): string {
  const splits = [...new Set(rankings.map(({ split }) => split))];
  const curves = rankings.map(({ split, contender, set }) => {
    const points = RATIOS.map((miss) => {
      const costs = { miss, falseAlarm: 1 };
      const without = costWithoutModel(set, costs);
      return { x: miss, y: 1 - policy(set, bestThreshold(costs), costs).cost / without };
    });
    return { split, name: contender.name, points, color: contenderColor(contender, rankings) };
  });
  const heights = curves.flatMap(({ points }) => points.map(({ y }) => y));
  const bounds = [Math.floor(Math.min(0, ...heights) * 50) / 50, Math.ceil(Math.max(...heights) * 50) / 50];
  const panels = splits.map((split) =>
    panel({
      width: 470,
      height: 380,
      marginLeft: 52,
      marginTop: 34,
      marginBottom: 46,
      x: {
        type: 'log',
        base: 2,
        domain: [1, 16],
        tickFormat: (ratio: number) => `${ratio} : 1`,
        ticks: 4,
        label: 'cost of a miss : cost of a false alarm →',
        labelAnchor: 'center',
      },
      y: { domain: bounds, tickFormat: '.0%', ticks: 6, label: `↑ saved of the cost without a model (${split} split)` },
      marks: [
        Plot.gridY({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: 6 }),
        Plot.gridX({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: 4 }),
        Plot.ruleY([0], { stroke: 'var(--soft)', strokeDasharray: '4 4' }),
        ...curves
          .filter((curve) => curve.split === split)
          .map(({ points, color }) => Plot.line(points, { x: 'x', y: 'y', stroke: color, strokeWidth: 2.2 })),
      ],
    }),
  );
  const variants = [...new Map(rankings.map(({ contender }) => [contender.name, contender])).values()];
  return figureSvg({
    title: mostSaved(curves, about) ?? 'What it is worth: the cost curve',
    subtitle: `Cost curves: act if the probability of “${positive}” reaches cost of a false alarm / (cost of a miss + cost of a false alarm). Without a model, one acts always or never, whichever is cheaper; below 0, that is better.`,
    legend: variants.map((contender) => ({ label: contender.name, color: contenderColor(contender, rankings) })),
    panels: [panels],
  });
}

/** The largest saving of a variant on each split, as a title; undefined if it saves nothing on a split. */
function mostSaved(
  curves: readonly { split: string; name: string; points: readonly Point[] }[],
  about: string,
): string | undefined {
  const peaks = curves
    .filter(({ name }) => name === about)
    .map(({ split, points }) => ({ split, saved: Math.max(...points.map(({ y }) => y)) }));
  if (peaks.some(({ saved }) => saved <= 0)) return undefined;
  const parts = peaks.map(
    ({ split, saved }, k) => `${percent(saved)}${k === 0 ? ' of the cost' : ''} on the ${split} split`,
  );
  return `Acting on the answers of ${about} saves up to ${parts.join(' and ')}`;
}
