import type { Evaluation } from '../core/artifact.ts';
import { type ReliabilityBin, reliability } from './curve.ts';
import { element, svg } from './element.ts';
import { decimal, percent } from './format.ts';
import { message } from './messages.ts';
import type { Shown } from './shown.ts';

const SIZE = 240;
const MARGIN = 44;
const TOP = 8;
const STEP = 0.2;

/** What the model said against what happened, in ten ranges of held-out rows, with this row's probability among them. */
export function calibration({ wording, language, answer }: Shown, evaluation: Evaluation): Element[] {
  const { probability } = answer;
  const bins = reliability(evaluation.curve);
  const own = bins.find(({ to }) => probability < to) ?? bins.at(-1)!;
  const readout = message(language, 'calibrationReadout', {
    from: percent(own.from, language, 0),
    to: percent(own.to, language, 0),
    observed: percent(own.observed, language),
    rows: decimal(own.rows, language),
    class: wording.classes[1],
  });
  return [plot(bins, own, probability, readout, language), element('p', { class: 'note' }, readout)];
}

function plot(
  bins: readonly ReliabilityBin[],
  own: ReliabilityBin,
  probability: number,
  readout: string,
  language: Shown['language'],
): SVGElement {
  const most = Math.max(probability, ...bins.flatMap(({ predicted, observed }) => [predicted, observed]));
  const end = Math.min(1, Math.ceil(most / STEP + 0.1) * STEP);
  const x = (share: number) => MARGIN + (share / end) * SIZE;
  const y = (share: number) => TOP + SIZE - (share / end) * SIZE;
  const ticks = Array.from({ length: Math.round(end / STEP) + 1 }, (_, k) => k * STEP);
  const text = (x: number, y: number, anchor: string, content: string, transform?: string) =>
    svg('text', { x, y, 'text-anchor': anchor, transform }, content);
  const middle = TOP + SIZE / 2;
  return svg(
    'svg',
    {
      class: 'plot',
      role: 'img',
      viewBox: `0 0 ${SIZE + MARGIN + 16} ${SIZE + MARGIN + 16}`,
      'aria-label': message(language, 'calibrationPlot', { readout }),
    },
    ...ticks.flatMap((tick) => [
      svg('path', { class: 'grid', d: `M${x(tick)} ${y(0)}V${y(end)}M${x(0)} ${y(tick)}H${x(end)}` }),
      text(x(tick), y(0) + 14, 'middle', percent(tick, language, 0)),
      tick > 0 ? text(x(0) - 5, y(tick) + 4, 'end', percent(tick, language, 0)) : '',
    ]),
    svg('path', { class: 'diagonal', d: `M${x(0)} ${y(0)}L${x(end)} ${y(end)}` }),
    svg('path', { class: 'own-line', d: `M${x(probability)} ${y(0)}V${y(own.observed)}` }),
    svg('path', { class: 'curve', d: `M${bins.map((bin) => `${x(bin.predicted)} ${y(bin.observed)}`).join('L')}` }),
    ...bins.map((bin) => svg('circle', { class: 'bin', cx: x(bin.predicted), cy: y(bin.observed), r: 3.5 })),
    svg('circle', { class: 'own', cx: x(probability), cy: y(own.observed), r: 7 }),
    text(x(end / 2), y(0) + 32, 'middle', message(language, 'said')),
    text(0, 0, 'middle', message(language, 'happened'), `translate(8 ${middle}) rotate(-90)`),
  );
}
