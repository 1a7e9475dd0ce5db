/** Space between a popup and the edge of the window, in pixels. */
const MARGIN = 8;
/** In pixels. */
const MOST_HEIGHT = 256;

/** Places a popup below its anchor, or above where there is more room, and limits its height to that room. */
export function placePopup(popup: HTMLElement, anchor: HTMLElement): void {
  const { top, bottom } = anchor.getBoundingClientRect();
  const below = window.innerHeight - bottom;
  const isAbove = below < MOST_HEIGHT + MARGIN && top > below;
  popup.classList.toggle('above', isAbove);
  popup.style.maxHeight = `${Math.min(MOST_HEIGHT, (isAbove ? top : below) - MARGIN)}px`;
}
