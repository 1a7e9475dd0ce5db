import * as Plot from '@observablehq/plot';
import type { Field } from '../../../src/core/artifact.ts';
import { cellCount } from '../../../src/core/cell.ts';
import type { FieldCell } from '../measures/field-cells.ts';
import type { FieldEffect } from '../measures/field-effects.ts';
import { extremes } from '../measures/findings.ts';
import { figureSvg, type Panel, panel } from './figure-svg.ts';

const ROW = 19;

/** The rate of positives of each value, next to the effect that variants give the value in its rows. */
export function drawField(
  field: Field,
  cells: readonly FieldCell[],
  effects: readonly { variant: string; color: string; effects: readonly FieldEffect[] }[],
  { positive, baseRate }: { positive: string; baseRate: number },
): string {
  const values = cells.map(({ value }) => String(value));
  const longest = Math.max(...values.map(({ length }) => length));
  const frame = { height: cells.length * ROW + 74, marginTop: 34, marginBottom: 40 };
  const y = { domain: values, label: null, padding: 0.3 };
  const rows = cells.map((cell) => ({ ...cell, value: String(cell.value) }));
  const rates = panel({
    ...frame,
    width: 400 + longest * 7,
    marginLeft: longest * 7 + 16,
    marginRight: 64,
    x: {
      domain: [0, mostShown(rows)],
      label: `“${positive}” among the rows →`,
      labelAnchor: 'center',
      tickFormat: '.0%',
      ticks: 5,
    },
    y,
    marks: [
      Plot.gridX({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: 5 }),
      Plot.ruleX([baseRate], { stroke: 'var(--soft)', strokeDasharray: '4 4' }),
      Plot.ruleY(rows, { x1: 'low', x2: 'high', y: 'value', stroke: 'var(--c5)', strokeWidth: 1.8, clip: true }),
      Plot.dot(rows, { x: 'observed', y: 'value', fill: 'var(--c5)', r: 3.5 }),
      Plot.text(rows, {
        y: 'value',
        frameAnchor: 'right',
        dx: 56,
        textAnchor: 'end',
        fill: 'var(--soft)',
        text: ({ rows }) => rows.toLocaleString('en-US'),
      }),
      Plot.text(['rows'], { frameAnchor: 'top-right', dx: 56, dy: -14, textAnchor: 'end', fill: 'var(--soft)' }),
    ],
  });
  const used = effects.filter((one) => one.effects.length > 0);
  const unused = effects.filter((one) => one.effects.length === 0).map(({ variant }) => variant);
  const found = extremes(cells, positive);
  const isAll = cells.length === cellCount(field);
  const among = isAll ? '' : `, of the ${cells.length} most frequent values`;
  return figureSvg({
    title: found ? `${field.name}: ${found}${among}` : `${field.name}, value by value`,
    subtitle:
      `${field.description ? `${upperFirst(field.description)}. ` : ''}Left: the share of “${positive}” rows; the dashed line is the average. Right: the effect of the value on the log-odds of its rows, compared with the same rows with the other values, weighted by their frequency; +0.7 doubles the odds, −0.7 halves them. Bars are 95 % intervals.` +
      (isAll ? '' : ` The ${cells.length} most frequent of ${cellCount(field)} values are shown.`) +
      (unused.length > 0 ? ` ${unused.join(' and ')} ${unused.length > 1 ? 'do' : 'does'} not use this field.` : ''),
    legend: [
      { label: 'observed', color: 'var(--c5)' },
      ...used.map(({ variant, color }) => ({ label: variant, color })),
    ],
    panels: [used.length > 0 ? [rates, effectPanel(used, rows, frame)] : [rates]],
  });
}

function effectPanel(
  used: readonly { variant: string; color: string; effects: readonly FieldEffect[] }[],
  rows: readonly { cell: number; value: string }[],
  frame: { height: number; marginTop: number; marginBottom: number },
): Panel {
  const marks = used.flatMap(({ color, effects }, k) => {
    const own = new Map(effects.map((effect) => [effect.cell, effect]));
    const shown = rows.map(({ cell, value }) => ({ ...own.get(cell)!, value }));
    const dy = used.length > 1 ? 7 * (k - (used.length - 1) / 2) : 0;
    return [
      Plot.ruleY(shown, {
        x1: ({ low, effect }) => low ?? effect,
        x2: ({ high, effect }) => high ?? effect,
        y: 'value',
        stroke: color,
        strokeWidth: 1.8,
        dy,
      }),
      Plot.dot(shown, { x: 'effect', y: 'value', fill: color, r: 3, dy }),
    ];
  });
  return panel({
    ...frame,
    width: 400,
    marginLeft: 16,
    marginRight: 16,
    x: { label: 'log-odds against the average value →', labelAnchor: 'center', ticks: 6, nice: true },
    y: { domain: rows.map(({ value }) => value), label: null, padding: 0.3, axis: null },
    marks: [
      Plot.gridX({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: 6 }),
      Plot.ruleX([0], { stroke: 'var(--soft)', strokeDasharray: '4 4' }),
      ...marks,
    ],
  });
}

/** The end of the axis: intervals of rare values are cut off if they would squeeze everything else. */
function mostShown(rows: readonly { observed: number; high: number; rows: number }[]): number {
  const bounds = rows.map(({ observed, high, rows }) => (rows >= 30 ? high : observed));
  return Math.min(1, Math.ceil(Math.max(...bounds) * 20) / 20);
}

function upperFirst(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1).replace(/\.$/, '');
}
