import type { Field } from '../../core/artifact.ts';
import { element } from '../dom/element.ts';
import { moveFocus } from '../dom/grid-keys.ts';
import { dateLines, percent, shortDate } from '../words/format.ts';
import { isHour } from '../words/hour.ts';
import type { AnswerView } from './answer-view.ts';
import type { Scenarios, Step } from './scenarios.ts';

/** A drawn heatmap, with its extremes and its median. */
export interface Heatmap {
  table: HTMLTableElement;
  lowest: Extreme;
  median: number;
  highest: Extreme;
}

/** A probability, and the name of its cell. */
interface Extreme {
  probability: number;
  place: string;
}

interface Cell {
  row: Step;
  column: Step;
  probability: number;
}

/**
 * The probability of every scenario as a table of coloured cells. `probabilities` come row by row; `isTurned` swaps rows
 * and columns for a narrow page. The table is one stop of the Tab key, and arrow keys move between its cells. Calls
 * `onPick` with the cell that the visitor picks.
 */
export function heatmap(
  { wording, language, row }: AnswerView,
  { columns, rows, column: across, row: down }: Scenarios,
  probabilities: readonly number[],
  isTurned: boolean,
  onPick: (row: Step, column: Step) => void,
): Heatmap {
  const cells = rows.map((row, r) =>
    columns.map((column, c) => ({ row, column, probability: probabilities[r * columns.length + c]! })),
  );
  const all = cells.flat();
  const sorted = probabilities.toSorted((a, b) => a - b);
  const at = (probability: number): Extreme => {
    return { probability, place: place(all.find((cell) => cell.probability === probability)!) };
  };
  const lowest = all.find(({ probability }) => probability === sorted[0]);
  const lines = isTurned ? columns.map((_, c) => cells.map((line) => line[c]!)) : cells;
  const drawn = lines.map((line) => line.map(draw));
  if (!drawn.flat().some((cell) => cell.tabIndex === 0)) drawn[0]![0]!.tabIndex = 0;
  const top = isTurned ? rows.map(narrowName) : columns.map((step) => [columnName(step)]);
  const side = isTurned ? columns.map(columnName) : rows.map(rowName);
  const head = [[wording.label(across.name)], ...top].map((lines) =>
    element('th', { scope: 'col' }, ...lines.map((line) => element('span', {}, line))),
  );
  const table = element(
    'table',
    { class: `heatmap ${isTurned ? 'turned' : ''} ${isHour(across) ? 'hours' : ''}`, role: 'grid' },
    element('thead', {}, element('tr', {}, ...head)),
    element(
      'tbody',
      {},
      ...side.map((name, k) => element('tr', {}, element('th', { scope: 'row' }, name), ...drawn[k]!)),
    ),
  );
  table.addEventListener('keydown', (event) => moveFocus(event, drawn));
  return {
    table,
    lowest: at(sorted[0]!),
    median: sorted[Math.floor(sorted.length / 2)]!,
    highest: at(sorted.at(-1)!),
  };

  function draw(cell: Cell): HTMLTableCellElement {
    const name = `${place(cell)}: ${percent(cell.probability, language)}`;
    const isOwn = isCurrent(cell.row) && isCurrent(cell.column);
    const td = element('td', { role: 'gridcell', tabindex: isOwn ? 0 : -1, title: name, 'aria-selected': `${isOwn}` });
    td.classList.toggle('lowest', cell === lowest);
    td.append(element('span', { class: 'visually-hidden' }, name));
    td.style.setProperty('--share', String(rank(cell.probability, sorted)));
    td.addEventListener('click', () => onPick(cell.row, cell.column));
    return td;
  }

  function isCurrent({ values }: Step): boolean {
    return Object.entries(values).every(([name, value]) => row[name] === value);
  }

  function place({ row, column }: Cell): string {
    const line = down ? `${wording.label(down.name)} ${rowName(row)}` : rowName(row);
    if (isHour(across)) return `${line}, ${columnName(column)}`;
    return `${line}, ${wording.label(across.name)} ${columnName(column)}`;
  }

  function rowName({ date, values }: Step): string {
    return date === undefined ? valueName(down!, values) : shortDate(date, language);
  }

  function narrowName(step: Step): string[] {
    return step.date === undefined ? [rowName(step)] : dateLines(step.date, language);
  }

  function columnName({ values }: Step): string {
    return valueName(across, values);
  }

  function valueName({ name }: Field, values: Step['values']): string {
    return wording.value(name, values[name] ?? '');
  }
}

/** Rank of a probability among all, from 0 to 1: an outlier then does not use up the colours of the others. */
function rank(probability: number, sorted: readonly number[]): number {
  const first = sorted.indexOf(probability);
  const last = sorted.lastIndexOf(probability);
  return (first + last) / 2 / Math.max(1, sorted.length - 1);
}
