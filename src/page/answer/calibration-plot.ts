import { svg } from '../dom/element.ts';
import { percent } from '../words/format.ts';
import { type Language, message } from '../words/messages.ts';
import type { ReliabilityBin } from './reliability.ts';

const SIZE = 240;
const LEFT = 54;
const BOTTOM = 40;
const EDGE = 14;
const STEP = 0.2;

interface Curve {
  kind: 'primary' | 'secondary';
  bins: readonly ReliabilityBin[];
}

/** The reliability diagram: a curve per split, and on the main one the bin of this row's probability. */
export function calibrationPlot(
  curves: readonly Curve[],
  own: ReliabilityBin,
  probability: number,
  label: string,
  language: Language,
): SVGElement {
  const shares = curves.flatMap(({ bins }) => bins.flatMap(({ predicted, observed }) => [predicted, observed]));
  const end = Math.min(1, Math.ceil(Math.max(probability, ...shares) / STEP - 1e-9) * STEP);
  const x = (share: number) => LEFT + (share / end) * SIZE;
  const y = (share: number) => EDGE + SIZE - (share / end) * SIZE;
  const ticks = Array.from({ length: Math.round(end / STEP) + 1 }, (_, k) => k * STEP);
  const text = (x: number, y: number, anchor: string, content: string, transform?: string) =>
    svg('text', { x, y, 'text-anchor': anchor, transform }, content);
  const viewBox = `0 0 ${LEFT + SIZE + EDGE} ${EDGE + SIZE + BOTTOM}`;
  return svg(
    'svg',
    { class: 'plot', role: 'img', viewBox, 'aria-label': label },
    ...ticks.flatMap((tick) => [
      svg('path', { class: 'grid', d: `M${x(tick)} ${y(0)}V${y(end)}M${x(0)} ${y(tick)}H${x(end)}` }),
      text(x(tick), y(0) + 15, 'middle', percent(tick, language, 0)),
      tick > 0 ? text(x(0) - 6, y(tick) + 4, 'end', percent(tick, language, 0)) : '',
    ]),
    svg('path', { class: 'diagonal', d: `M${x(0)} ${y(0)}L${x(end)} ${y(end)}` }),
    ...curves.toReversed().map(({ kind, bins }) => {
      const points = bins.map(({ predicted, observed }) => [x(predicted), y(observed)] as const);
      return svg(
        'g',
        { class: `curve ${kind}` },
        svg('path', { d: `M${points.map(([cx, cy]) => `${cx} ${cy}`).join('L')}` }),
        ...points.map(([cx, cy]) => svg('circle', { class: 'bin', cx, cy, r: 3.5 })),
      );
    }),
    svg('path', { class: 'own-line', d: `M${x(probability)} ${y(0)}V${y(own.observed)}` }),
    svg('circle', { class: 'own', cx: x(probability), cy: y(own.observed), r: 7 }),
    text(x(end / 2), y(0) + 34, 'middle', message(language, 'said')),
    text(0, 0, 'middle', message(language, 'happened'), `translate(11 ${y(end / 2)}) rotate(-90)`),
  );
}
