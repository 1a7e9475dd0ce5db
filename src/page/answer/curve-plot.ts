import { svg } from '../dom/element.ts';

const WIDTH = 400;
const HEIGHT = 120;
const EDGE = 8;

/** A curve from its lowest to its highest probability, with a mark at one of them. The slider below it says the numbers. */
export function curvePlot(probabilities: readonly number[], at: number): SVGElement {
  const [low, high] = [Math.min(...probabilities), Math.max(...probabilities)];
  const points = probabilities.map((probability, k) => [
    EDGE + (WIDTH * k) / (probabilities.length - 1 || 1),
    EDGE + HEIGHT * (1 - (probability - low) / (high - low || 1)),
  ]);
  const [cx, cy] = points[at]!;
  return svg(
    'svg',
    { class: 'plot wide', viewBox: `0 0 ${WIDTH + 2 * EDGE} ${HEIGHT + 2 * EDGE}` },
    svg('g', { class: 'curve primary' }, svg('path', { d: `M${points.join('L')}` })),
    svg('circle', { class: 'own', cx, cy, r: 7 }),
  );
}
