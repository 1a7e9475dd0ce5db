import * as Plot from '@observablehq/plot';
import { withThousands } from '../../cli/number-text.ts';
import { figureSvg, panel } from '../../report/draw/figure-svg.ts';
import type { FitCost } from './measure-fit.ts';

const LINES = [
  { label: 'gradient', color: 'var(--c0)', seconds: ({ gradientSeconds }: FitCost) => gradientSeconds },
  { label: 'Hessian', color: 'var(--c1)', seconds: ({ hessianSeconds }: FitCost) => hessianSeconds },
  { label: 'whole fit', color: 'var(--c2)', seconds: ({ fitSeconds }: FitCost) => fitSeconds },
  { label: 'prepare, once', color: 'var(--c3)', seconds: ({ prepareSeconds }: FitCost) => prepareSeconds },
];

/** How long the parts of a fit in DuckDB take, by the number of rows, on logarithmic scales. */
export function drawCosts(costs: readonly FitCost[]): string {
  const last = costs.at(-1)!;
  const marks = LINES.map(({ color, seconds }) =>
    Plot.line(costs, { x: 'rows', y: seconds, stroke: color, strokeWidth: 2.2, marker: 'dot' }),
  );
  return figureSvg({
    title: `A gradient reads ${(last.rowsPerSecond / 1e6).toFixed(1)} million rows a second, of ${withThousands(last.rows / 1e6)} million`,
    subtitle:
      'Fitting 527 coefficients of us-delay one-hot in DuckDB with 2 GB of memory. Flights beyond 3 million are made up. Both scales are logarithmic.',
    legend: LINES,
    panels: [
      [
        panel({
          width: 640,
          height: 380,
          marginLeft: 60,
          marginTop: 34,
          marginBottom: 46,
          x: {
            type: 'log',
            tickFormat: (rows: number) => `${rows / 1e6} M`,
            ticks: costs.map(({ rows }) => rows),
            label: 'rows →',
            labelAnchor: 'center',
          },
          y: { type: 'log', tickFormat: (seconds: number) => String(seconds), ticks: 4, label: '↑ seconds' },
          marks: [
            Plot.gridY({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: 4 }),
            Plot.gridX({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: 3 }),
            ...marks,
          ],
        }),
      ],
    ],
  });
}
