import * as Plot from '@observablehq/plot';
import { withThousands } from '../cli/number-text.ts';
import { figureSvg, type Panel, panel } from '../report/draw/figure-svg.ts';
import type { Drift } from './drift.ts';
import { type PlaceName, verdictText } from './render.ts';
import { isAlarm, type PlaceShares, SHIFT, type Shift } from './shift.ts';

const WIDTH = 800;
const ROW = 26;
/** The longest name of a place that is drawn. */
const LONGEST = 24;
/** How many places of a field are drawn: those whose shares moved most. */
const MOST_PLACES = 8;
/** How many fields are drawn in detail. */
const MOST_DETAILS = 3;

/** Every PSI beside what chance gives, and the places of the strongest shifts. */
export function drawDrift(
  model: string,
  { rows, fields, answers }: Drift,
  sharesOf: (name: string) => readonly PlaceShares[],
  placeName: PlaceName,
): string {
  const shifts = [...answers, ...fields];
  const detailed = shifts.filter(isAlarm).slice(0, MOST_DETAILS);
  return figureSvg({
    title: `${model}: how ${withThousands(rows)} rows differ from the training rows`,
    subtitle: `Above: the population stability index of the answers and of each field; it is a shift to the right of ${SHIFT} and of the bar that chance alone stays in. ${
      detailed.length > 0 ? 'Below: the values whose shares moved most.' : 'Nothing has shifted.'
    }`,
    legend: [
      { label: 'shift', color: 'var(--c1)' },
      { label: 'no shift shown', color: 'var(--c0)' },
      { label: 'what chance alone gives', color: 'var(--d-1)' },
      { label: 'training', color: 'var(--soft)' },
    ],
    panels: [[indices(shifts)], ...detailed.map((shift) => [places(shift, sharesOf(shift.name), placeName)])],
  });
}

function indices(shifts: readonly Shift[]): Panel {
  const names = shifts.map(({ name }) => name);
  const drawn = shifts.map((shift) => ({
    ...shift,
    chance: Math.min(shift.chance, 10),
    color: isAlarm(shift) ? 'var(--c1)' : 'var(--c0)',
    text: verdictText(shift),
  }));
  const most = Math.max(2 * SHIFT, ...shifts.map(({ psi }) => psi));
  return panel({
    width: WIDTH,
    height: 60 + ROW * names.length,
    marginLeft: 150,
    marginRight: 170,
    marginTop: 10,
    marginBottom: 40,
    x: { domain: [0, 1.05 * most], label: 'population stability index →', labelAnchor: 'center', ticks: 6 },
    y: { domain: names, label: null, tickSize: 0 },
    marks: [
      Plot.gridX({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: 6 }),
      Plot.barX(drawn, {
        x1: 0,
        x2: ({ chance }) => Math.min(chance, 1.05 * most),
        y: 'name',
        fill: 'var(--d-1)',
        insetTop: 6,
        insetBottom: 6,
      }),
      Plot.ruleX([SHIFT], { stroke: 'var(--soft)', strokeDasharray: '4 4' }),
      ...drawn.flatMap((one) => [
        Plot.dot([one], { x: 'psi', y: 'name', fill: one.color, r: 5 }),
        Plot.text([one], { x: 1.05 * most, y: 'name', text: 'text', dx: 10, textAnchor: 'start', fill: 'var(--ink)' }),
      ]),
    ],
  });
}

function places({ name }: Shift, shares: readonly PlaceShares[], placeName: PlaceName): Panel {
  const moved = (one: PlaceShares) => Math.abs(one.now - one.training);
  const drawn = shares
    .toSorted((a, b) => moved(b) - moved(a))
    .slice(0, MOST_PLACES)
    .toSorted((a, b) => a.place - b.place)
    .map((one) => ({ ...one, name: short(placeName(name, one.place)) }));
  return panel({
    width: WIDTH,
    height: 70 + ROW * drawn.length,
    marginLeft: 170,
    marginRight: 150,
    marginTop: 30,
    marginBottom: 40,
    x: { tickFormat: '%', label: 'share of the rows →', labelAnchor: 'center', ticks: 6, zero: true },
    y: { domain: drawn.map((one) => one.name), label: name, tickSize: 0 },
    marks: [
      Plot.gridX({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: 6 }),
      Plot.ruleY(drawn, { x1: 'training', x2: 'now', y: 'name', stroke: 'var(--soft)', strokeWidth: 2 }),
      Plot.dot(drawn, { x: 'training', y: 'name', fill: 'var(--soft)', r: 4 }),
      Plot.dot(drawn, { x: 'now', y: 'name', fill: 'var(--c1)', r: 5 }),
    ],
  });
}

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
