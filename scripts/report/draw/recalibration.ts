import * as Plot from '@observablehq/plot';
import type { RecalibratedPeriod } from '../../recalibrate/recalibrate-in-order.ts';
import { recalibrated } from '../measures/findings.ts';
import { figureSvg, panel } from './figure-svg.ts';

/** Week by week: the observed rate, the mean answer, and the mean answer after recalibration from earlier weeks. */
export function drawRecalibration(variant: string, periods: readonly RecalibratedPeriod[], positive: string): string {
  const weeks = periods.map((period, k) => ({ ...period, week: k + 1 }));
  const lines = [
    { label: `observed “${positive}”`, value: 'observed' as const, color: 'var(--ink)' },
    { label: `${variant}, mean answer`, value: 'plain' as const, color: 'var(--c0)' },
    { label: 'recalibrated', value: 'shifted' as const, color: 'var(--c1)', dash: '6 3' },
  ];
  const most = Math.max(...weeks.flatMap(({ observed, plain, shifted }) => [observed, plain, shifted]));
  const drawing = panel({
    width: 760,
    height: 360,
    marginLeft: 52,
    marginTop: 34,
    marginBottom: 44,
    x: {
      domain: [1, weeks.length],
      label: 'week of the held-out time →',
      labelAnchor: 'center',
      ticks: weeks.length,
      tickFormat: 'd',
    },
    y: { domain: [0, Math.ceil(most * 20) / 20], tickFormat: '.0%', ticks: 6, label: '↑ share of the rows' },
    marks: [
      Plot.gridY({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: 6 }),
      ...lines.flatMap(({ value, color, dash = 'none' }) => [
        Plot.line(weeks, { x: 'week', y: value, stroke: color, strokeWidth: 2.2, strokeDasharray: dash }),
        Plot.dot(weeks, { x: 'week', y: value, fill: color, r: 3 }),
      ]),
    ],
  });
  return figureSvg({
    title: recalibrated(variant, periods),
    subtitle:
      'Recalibration week by week: every week is answered with a shift of the intercept from the outcomes of all weeks before it, as npm run recalibrate computes it. The first week has no shift.',
    legend: lines,
    panels: [[drawing]],
  });
}
