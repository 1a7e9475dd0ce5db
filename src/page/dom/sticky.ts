/** Room above and below, in pixels. */
const MARGIN = 32;

/** Keeps an element in view while the page is scrolled, as long as all of it fits into the window. */
export function stickyWhereItFits(target: HTMLElement): void {
  const update = () => target.classList.toggle('sticky', target.offsetHeight + MARGIN <= window.innerHeight);
  new ResizeObserver(update).observe(target);
  window.addEventListener('resize', update);
}
