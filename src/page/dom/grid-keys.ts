const MOVES: Record<string, [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Keys of a grid, by the ARIA Authoring Practices: arrow keys move the focus between cells, Enter and Space pick one. */
export function moveFocus(event: KeyboardEvent, cells: readonly HTMLTableCellElement[][]): void {
  const current = event.target;
  if (!(current instanceof HTMLTableCellElement)) return;
  const r = cells.findIndex((row) => row.includes(current));
  if (r < 0) return;
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    current.click();
    return;
  }
  const [down, right] = MOVES[event.key] ?? [0, 0];
  const next = cells[r + down]?.[cells[r]!.indexOf(current) + right];
  if (next === undefined || next === current) return;
  event.preventDefault();
  current.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
