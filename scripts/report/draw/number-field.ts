import * as Plot from '@observablehq/plot';
import { isMissing } from '../../../src/core/cell.ts';
import { percent } from '../../cli/number-text.ts';
import type { TrainingRows } from '../../training/rows/rows.ts';
import type { FieldEffect } from '../measures/field-effects.ts';
import { numberDistribution, shownRange } from '../measures/number-distribution.ts';
import type { NumberField } from '../measures/number-groups.ts';
import { figureSvg, type Panel, panel } from './figure-svg.ts';

interface VariantEffects {
  variant: string;
  color: string;
  effects: readonly FieldEffect[];
}

const WIDTH = 720;
const MISSING = 110;
const MARGINS = { marginLeft: 52, marginRight: 16 };

/**
 * The effect that variants give a number over its range, with the distribution of its values below, and the effect of a
 * missing value beside it.
 * @param effects by the middle value of each group of the number
 */
export function drawNumberField(field: NumberField, rows: TrainingRows, effects: readonly VariantEffects[]): string {
  const { range, isAll } = shownRange(rows, field);
  const { bars, missing } = numberDistribution(rows, field, range);
  const used = effects.filter((one) => one.effects.length > 0);
  const unused = effects.filter((one) => one.effects.length === 0).map(({ variant }) => variant);
  const curves = used.map((one) => {
    return { ...one, effects: one.effects.filter(({ cell }) => cell >= range[0] && cell <= range[1]) };
  });
  const points = used.flatMap(({ variant, color, effects }) =>
    effects.filter(({ cell }) => isMissing(field, cell)).map((effect) => ({ ...effect, variant, color })),
  );
  const all = [...curves.flatMap((one) => one.effects), ...points];
  const y = {
    domain: bounds(all.flatMap(({ effect, low, high }) => [effect, low ?? effect, high ?? effect])),
    ticks: 6,
    grid: false,
  };
  const histogram = panel({
    width: WIDTH,
    height: 130,
    ...MARGINS,
    marginTop: 20,
    marginBottom: 40,
    x: { domain: range, label: `${field.name} →`, labelAnchor: 'center' },
    y: { label: '↑ share of the rows', tickFormat: '%', ticks: 3 },
    marks: [
      Plot.rectY(bars, { x1: 'from', x2: 'to', y: 'share', fill: 'var(--soft)', fillOpacity: 0.5 }),
      Plot.ruleY([0], { stroke: 'var(--soft)' }),
    ],
  });
  const upper = [effectPanel(curves, range, y), ...(points.length > 0 ? [missingPanel(points, y)] : [])];
  return figureSvg({
    title: steepest(field, curves[0]) ?? `${field.name}, over its range`,
    subtitle:
      `${field.description ? `${upperFirst(field.description)}. ` : ''}Above: the effect of the value on the log-odds of its rows, compared with the same rows with the other values, weighted by their frequency; +0.7 doubles the odds, −0.7 halves them. Bands and bars are 95 % intervals. Below: where the rows are.` +
      (isAll ? '' : ' The range has the middle 99 % of the rows.') +
      (missing > 0 ? ` The value is missing in ${percent(missing)} of the rows.` : '') +
      (unused.length > 0 ? ` ${unused.join(' and ')} ${unused.length > 1 ? 'do' : 'does'} not use this field.` : ''),
    legend: used.map(({ variant, color }) => ({ label: variant, color })),
    panels: used.length > 0 ? [upper, [histogram]] : [[histogram]],
  });
}

function effectPanel(curves: readonly VariantEffects[], range: [number, number], y: Plot.ScaleOptions): Panel {
  const x = { x: 'cell' as const };
  return panel({
    width: WIDTH,
    height: 300,
    ...MARGINS,
    marginTop: 24,
    marginBottom: 26,
    x: { domain: range, label: null },
    y: { ...y, label: '↑ log-odds against the average value' },
    marks: [
      Plot.gridY({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: 6 }),
      Plot.ruleY([0], { stroke: 'var(--soft)', strokeDasharray: '4 4' }),
      ...curves.flatMap(({ color, effects }) => [
        Plot.areaY(
          effects.filter(({ low }) => low !== undefined),
          { ...x, y1: 'low', y2: 'high', fill: color, fillOpacity: 0.2 },
        ),
        Plot.line(effects, { ...x, y: 'effect', stroke: color, strokeWidth: 2 }),
        Plot.dot(effects, { ...x, y: 'effect', fill: color, r: 2 }),
      ]),
    ],
  });
}

function missingPanel(
  points: readonly (FieldEffect & { variant: string; color: string })[],
  y: Plot.ScaleOptions,
): Panel {
  const place = { x: 'variant' as const };
  return panel({
    width: MISSING,
    height: 300,
    marginLeft: 12,
    marginRight: 12,
    marginTop: 24,
    marginBottom: 26,
    x: { domain: points.map(({ variant }) => variant), label: null, axis: null, padding: 0.5 },
    y: { ...y, axis: null },
    marks: [
      Plot.frame({ stroke: 'var(--grid)' }),
      Plot.ruleY([0], { stroke: 'var(--soft)', strokeDasharray: '4 4' }),
      ...points.flatMap((point) => [
        ...(point.low === undefined
          ? []
          : [Plot.ruleX([point], { ...place, y1: 'low', y2: 'high', stroke: point.color, strokeWidth: 1.8 })]),
        Plot.dot([point], { ...place, y: 'effect', fill: point.color, r: 4 }),
      ]),
      Plot.text(['missing'], { frameAnchor: 'bottom', dy: 18, fill: 'var(--ink)' }),
    ],
  });
}

/** The lowest and the highest effect, with 0 between them and room for a flat curve. */
function bounds(values: readonly number[]): [number, number] {
  const low = Math.min(-0.1, ...values);
  const high = Math.max(0.1, ...values);
  const room = 0.04 * (high - low);
  return [low - room, high + room];
}

/** Where the odds are highest and lowest, as a title. */
function steepest({ name }: NumberField, curve: VariantEffects | undefined): string | undefined {
  if (curve === undefined || curve.effects.length < 2) return undefined;
  const sorted = curve.effects.toSorted((a, b) => a.effect - b.effect);
  const at = ({ cell }: FieldEffect) => cell.toLocaleString('en-US', { maximumSignificantDigits: 4 });
  return `${name}: with ${curve.variant}, odds are highest at ${at(sorted.at(-1)!)}, and lowest at ${at(sorted[0]!)}`;
}

function upperFirst(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1).replace(/\.$/, '');
}
