import * as Plot from '@observablehq/plot';
import { cellValue } from '../../../src/core/decode.ts';
import type { Interaction } from '../measures/interactions.ts';
import { figureSvg, panel } from './figure-svg.ts';

/** Combinations of fewer rows are left blank. */
const FEWEST = 20;
const MOST = 31;
const STEPS = [-0.6, -0.3, -0.1, 0.1, 0.3, 0.6];
const COLORS = ['--d-3', '--d-2', '--d-1', '--d0', '--d1', '--d2', '--d3'].map((name) => `var(${name})`);
const LABELS = ['below −0.6', '−0.6 to −0.3', '−0.3 to −0.1', 'about 0', '0.1 to 0.3', '0.3 to 0.6', 'above 0.6'];

/** A heat map of what a variant adds for combinations of the values of two fields, beyond what it adds for each value. */
export function drawInteraction(variant: string, { first, second, cells }: Interaction): string {
  const columns = shownCells(cells.map((cell) => ({ cell: cell.first, rows: cell.rows })));
  const lines = shownCells(cells.map((cell) => ({ cell: cell.second, rows: cell.rows })));
  const shown = cells
    .filter((cell) => cell.rows >= FEWEST && columns.includes(cell.first) && lines.includes(cell.second))
    .map((cell) => ({
      x: String(cellValue(first, cell.first)),
      y: String(cellValue(second, cell.second)),
      effect: cell.effect,
    }));
  const x = columns.map((cell) => String(cellValue(first, cell)));
  const y = lines.map((cell) => String(cellValue(second, cell)));
  const longest = (values: readonly string[]) => Math.max(...values.map(({ length }) => length));
  const slanted = longest(x) > 3;
  const marginLeft = longest(y) * 7 + 16;
  const marginBottom = slanted ? longest(x) * 5.5 + 34 : 44;
  const drawing = panel({
    width: x.length * (x.length < 10 ? 64 : 30) + marginLeft + 20,
    height: y.length * 20 + 30 + marginBottom,
    marginLeft,
    marginBottom,
    marginTop: 26,
    x: {
      domain: x,
      label: slanted ? null : `${first.name} →`,
      labelAnchor: 'center',
      padding: 0.04,
      tickRotate: slanted ? -45 : 0,
    },
    y: { domain: y, label: null, padding: 0.06 },
    color: { type: 'threshold', domain: STEPS, range: COLORS },
    marks: [Plot.cell(shown, { x: 'x', y: 'y', fill: 'effect' })],
  });
  const fewer = [
    { field: first, cells: columns },
    { field: second, cells: lines },
  ].filter(({ field, cells }) => field.type === 'category' && cells.length === MOST);
  return figureSvg({
    title: `${first.name} and ${second.name} together, in ${variant}`,
    subtitle:
      `What a combination adds to the log-odds, beyond what each of its two values adds alone (means of rows and columns are subtracted): +0.7 doubles the odds, −0.7 halves them. Combinations of fewer than ${FEWEST} rows are blank` +
      `${fewer.map(({ field }) => `; only the ${MOST} most frequent values of ${field.name} are shown`).join('')}.`,
    legend: LABELS.map((label, k) => ({ label, color: COLORS[k]! })),
    panels: [[drawing]],
  });
}

/** The most frequent values, in the order of their cells. */
function shownCells(cells: readonly { cell: number; rows: number }[]): number[] {
  const rows = new Map<number, number>();
  for (const one of cells) rows.set(one.cell, (rows.get(one.cell) ?? 0) + one.rows);
  const frequent = [...rows].sort(([, a], [, b]) => b - a).slice(0, MOST);
  return frequent.map(([cell]) => cell).sort((a, b) => a - b);
}
