import * as Plot from '@observablehq/plot';
import { figureSvg, panel } from '../report/draw/figure-svg.ts';
import type { MonitoredVariant } from './monitor.ts';

/** The outcomes of rows with similar answers. */
export function drawAnswers({ variant, reliability: bins }: MonitoredVariant, positive: string): string {
  const most = Math.min(1, Math.ceil(10 * Math.max(...bins.flatMap(({ high, answered }) => [high, answered]))) / 10);
  const axis = { domain: [0, most], tickFormat: '.0%', ticks: 5 };
  const drawing = panel({
    width: 600,
    height: 360,
    marginLeft: 52,
    marginTop: 34,
    marginBottom: 44,
    x: { ...axis, label: 'mean answer of a tenth of the rows →', labelAnchor: 'center' },
    y: { ...axis, label: `↑ turned out “${positive}”` },
    marks: [
      Plot.frame({ stroke: 'var(--grid)' }),
      Plot.link([0], { x1: 0, y1: 0, x2: most, y2: most, stroke: 'var(--soft)', strokeDasharray: '4 4' }),
      Plot.ruleX(bins, { x: 'answered', y1: 'low', y2: 'high', stroke: 'var(--c0)', strokeWidth: 1.8 }),
      Plot.dot(bins, { x: 'answered', y: 'observed', fill: 'var(--c0)', r: 3 }),
    ],
  });
  return figureSvg({
    title: `Answers of ${variant} and what happened`,
    subtitle: 'Rows in ten groups by answer. On the dashed line, answers are right on average; above it, too low.',
    panels: [[drawing]],
  });
}
