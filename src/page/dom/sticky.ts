/** Space above and below the element, in pixels. */
const MARGIN = 32;

/** Keeps an element in view while the page scrolls, as long as the whole element fits into the window. */
export function stickyWhereItFits(target: HTMLElement): void {
  const update = () => target.classList.toggle('sticky', target.offsetHeight + MARGIN <= window.innerHeight);
  new ResizeObserver(update).observe(target);
  window.addEventListener('resize', update);
}
