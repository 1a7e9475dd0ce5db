import { svg } from '../dom/element.ts';

const SIDE = 10;

/** A hundred dots, of which `count` are filled: what a percentage means, at a glance. */
export function iconArray(count: number): SVGElement {
  const dots = Array.from({ length: SIDE * SIDE }, (_, k) => {
    return svg('circle', { class: k < count ? 'case' : undefined, cx: k % SIDE, cy: Math.floor(k / SIDE), r: 0.36 });
  });
  return svg('svg', { class: 'icon-array', viewBox: '-0.5 -0.5 10 10', 'aria-hidden': 'true' }, ...dots);
}
