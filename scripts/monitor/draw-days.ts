import * as Plot from '@observablehq/plot';
import { figureSvg, panel } from '../report/draw/figure-svg.ts';
import type { Day } from './coverage.ts';

const WIDTH = 800;
const MARGINS = { width: WIDTH, marginLeft: 52, marginTop: 34, marginBottom: 44 };

/** The mean answer and the rate of positives, day by day. */
export function drawDays(days: readonly Day[], positive: string): string {
  const known = numbered(days).filter(({ known }) => known > 0);
  const lines = [
    { label: `observed “${positive}”`, value: 'observed' as const, color: 'var(--ink)' },
    { label: 'mean answer', value: 'answered' as const, color: 'var(--c0)' },
  ];
  const drawing = panel({
    ...MARGINS,
    height: 300,
    x: dayAxis(days),
    y: { tickFormat: '.0%', ticks: 6, zero: true, label: '↑ share of the rows' },
    marks: [
      Plot.gridY({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: 6 }),
      ...lines.flatMap(({ value, color }) => [
        Plot.line(known, { x: 'number', y: value, stroke: color, strokeWidth: 2 }),
        Plot.dot(known, { x: 'number', y: value, fill: color, r: 2.5 }),
      ]),
    ],
  });
  return figureSvg({
    title: 'What was answered and what happened, day by day',
    subtitle: 'Means over the rows whose outcome is known.',
    legend: lines,
    panels: [[drawing]],
  });
}

/** How many rows of each day have an outcome yet. */
export function drawCoverage(days: readonly Day[]): string {
  const bars = numbered(days);
  const legend = [
    { label: 'outcome known', color: 'var(--c0)' },
    { label: 'not known yet', color: 'var(--d-1)' },
  ];
  const drawing = panel({
    ...MARGINS,
    height: 220,
    x: dayAxis(days),
    y: { ticks: 4, zero: true, label: '↑ rows' },
    marks: [
      Plot.rectY(bars, { x1: 'from', x2: 'to', y: 'rows', fill: 'var(--d-1)' }),
      Plot.rectY(bars, { x1: 'from', x2: 'to', y: 'known', fill: 'var(--c0)' }),
    ],
  });
  return figureSvg({
    title: 'Outcomes that are known, day by day',
    subtitle: 'Outcomes that come late may differ from those that come early: judge days by their known rows only.',
    legend,
    panels: [[drawing]],
  });
}

function numbered(days: readonly Day[]) {
  return days.map((day, k) => ({ ...day, number: k + 1, from: k + 0.6, to: k + 1.4 }));
}

/** The days in their order, with about ten of their names. */
function dayAxis(days: readonly Day[]): Plot.ScaleOptions {
  const step = Math.ceil(days.length / 10);
  return {
    domain: [0.5, days.length + 0.5],
    ticks: days.flatMap((_, k) => (k % step === 0 ? [k + 1] : [])),
    tickFormat: (number: number) => days[number - 1]?.day ?? '',
    label: null,
  };
}
