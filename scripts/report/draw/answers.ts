import * as Plot from '@observablehq/plot';
import type { Ranking } from '../../study/contender.ts';
import { distribution, STEP } from '../measures/distribution.ts';
import { meanAnswers, meanGaps } from '../measures/findings.ts';
import { reliability } from '../measures/reliability.ts';
import { figureSvg, panel } from './figure-svg.ts';

const CELL = { width: 240, height: 210 };

/** Options of a grid of small drawings: a column per variant, a row per split. */
function grid(rankings: readonly Ranking[]): Plot.PlotOptions {
  const columns = new Set(rankings.map(({ contender }) => contender.name));
  const rows = new Set(rankings.map(({ split }) => split));
  return {
    width: columns.size * CELL.width + 90,
    height: rows.size * CELL.height + 90,
    marginLeft: 56,
    marginRight: 62,
    marginTop: 48,
    marginBottom: 44,
    fx: { domain: [...columns], label: null, padding: 0.18 },
    fy: { domain: [...rows], label: null, padding: 0.18 },
  };
}

/** The outcomes of rows with similar answers, per variant and split. */
export function drawReliability(rankings: readonly Ranking[], about: string, positive: string): string {
  const bins = rankings.flatMap(({ split, contender, held }) =>
    reliability(contender.logits, held).map((bin) => ({ ...bin, split, variant: contender.name })),
  );
  const largest = Math.max(...bins.flatMap(({ high, answered }) => [high, answered]));
  const most = Math.min(1, Math.ceil(largest * 10) / 10);
  const place = { fx: 'variant', fy: 'split' };
  const axis = { domain: [0, most], tickFormat: '.0%', ticks: 4 };
  const drawing = panel({
    ...grid(rankings),
    x: { ...axis, label: 'mean answer of a tenth of the rows →', labelAnchor: 'center' },
    y: { ...axis, label: `↑ turned out “${positive}”` },
    marks: [
      Plot.frame({ stroke: 'var(--grid)' }),
      Plot.link([0], { x1: 0, y1: 0, x2: most, y2: most, stroke: 'var(--soft)', strokeDasharray: '4 4' }),
      Plot.ruleX(bins, { ...place, x: 'answered', y1: 'low', y2: 'high', stroke: 'var(--c0)', strokeWidth: 1.8 }),
      Plot.line(bins, { ...place, x: 'answered', y: 'observed', stroke: 'var(--c0)', strokeOpacity: 0.5 }),
      Plot.dot(bins, { ...place, x: 'answered', y: 'observed', fill: 'var(--c0)', r: 3 }),
    ],
  });
  return figureSvg({
    title: meanGaps(rankings, about),
    subtitle:
      'Reliability: held-out rows in ten groups by answer; bars are 95 % intervals, by cluster. On the dashed line, answers are right on average; above it, they are too low.',
    panels: [[drawing]],
  });
}

/** The distribution of the answers to both outcomes, per variant and split. */
export function drawDistribution(
  rankings: readonly Ranking[],
  about: string,
  classes: readonly [string, string],
): string {
  const [negative, positive] = classes;
  const bars = rankings.flatMap(({ split, contender, set }) =>
    distribution(set).map(({ from, outcome, share }) => ({ x: from, outcome, share, split, variant: contender.name })),
  );
  const place = { fx: 'variant', fy: 'split', x: 'x', y: 'share', curve: 'step-after' as const };
  const furthest = Math.max(...bars.filter(({ share }) => share > 0.001).map(({ x }) => x)) + 2 * STEP;
  const shown = bars.filter(({ x }) => x <= furthest);
  const of = (outcome: number) => shown.filter((bar) => bar.outcome === outcome);
  const drawing = panel({
    ...grid(rankings),
    x: { domain: [0, Math.min(1, furthest)], tickFormat: '.0%', ticks: 5, label: 'answer →', labelAnchor: 'center' },
    y: { tickFormat: '.0%', ticks: 4, nice: true, label: '↑ share of the rows of an outcome' },
    marks: [
      Plot.frame({ stroke: 'var(--grid)' }),
      Plot.areaY(of(0), { ...place, fill: 'var(--c0)', fillOpacity: 0.25 }),
      Plot.areaY(of(1), { ...place, fill: 'var(--c1)', fillOpacity: 0.25 }),
      Plot.lineY(of(0), { ...place, stroke: 'var(--c0)', strokeWidth: 1.5 }),
      Plot.lineY(of(1), { ...place, stroke: 'var(--c1)', strokeWidth: 1.5 }),
    ],
  });
  return figureSvg({
    title: meanAnswers(rankings, about, classes),
    subtitle: `Answers by outcome: held-out rows, in steps of ${100 * STEP} points. The further apart the two shapes, the better “${positive}” and “${negative}” are separated.`,
    legend: [
      { label: negative, color: 'var(--c0)' },
      { label: positive, color: 'var(--c1)' },
    ],
    panels: [[drawing]],
  });
}
