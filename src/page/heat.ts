import type { Field } from '../core/artifact.ts';
import { element } from './element.ts';
import { percent, shortDate } from './format.ts';
import { message } from './messages.ts';
import type { Scenarios, Step } from './scenarios.ts';
import type { Shown } from './shown.ts';

export interface Heat {
  table: HTMLTableElement;
  /** Where it is lowest and where highest, in words. */
  summary: string;
  range: [lowest: string, highest: string];
}

/**
 * The probability of every scenario as a table of coloured cells, rows first. Cells are one stop of the Tab key and
 * moved between with arrow keys; `onPick` is told which one the visitor picks.
 */
export function heat(
  { wording, language, row }: Shown,
  scenarios: Scenarios,
  probabilities: readonly number[],
  onPick: (row: Step, column: Step) => void,
): Heat {
  const { columns, rows, column } = scenarios;
  const lowest = Math.min(...probabilities);
  const highest = Math.max(...probabilities);
  const cells = rows.map((step, r) =>
    columns.map((other, c) => {
      const probability = probabilities[r * columns.length + c]!;
      const name = `${rowName(step)}, ${columnName(other)}: ${percent(probability, language)}`;
      const isOwn = isCurrent(step) && isCurrent(other);
      const cell = element('td', { role: 'gridcell', tabindex: isOwn ? 0 : -1, title: name });
      cell.setAttribute('aria-selected', String(isOwn));
      cell.append(element('span', { class: 'visually-hidden' }, name));
      cell.style.setProperty('--share', String((probability - lowest) / (highest - lowest || 1)));
      cell.addEventListener('click', () => onPick(step, other));
      return cell;
    }),
  );
  if (!cells.flat().some((cell) => cell.tabIndex === 0)) cells[0]![0]!.tabIndex = 0;
  const table = element(
    'table',
    { class: 'heat', role: 'grid', 'aria-label': message(language, 'heatTitle') },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'col' }, wording.label(column.name)),
        ...columns.map((step) => element('th', { scope: 'col' }, columnHeader(step))),
      ),
    ),
    element(
      'tbody',
      {},
      ...rows.map((step, r) => element('tr', {}, element('th', { scope: 'row' }, rowName(step)), ...cells[r]!)),
    ),
  );
  table.addEventListener('keydown', (event) => moveFocus(event, cells));
  const where = (probability: number) => {
    const at = probabilities.indexOf(probability);
    const step = rows[Math.floor(at / columns.length)]!;
    return `${rowName(step)}, ${columnName(columns[at % columns.length]!)} (${percent(probability, language)})`;
  };
  return {
    table,
    summary: message(language, 'heatBest', { best: where(lowest), worst: where(highest) }),
    range: [percent(lowest, language), percent(highest, language)],
  };

  function isCurrent({ values }: Step): boolean {
    return Object.entries(values).every(([name, value]) => row[name] === value);
  }

  function rowName({ date, values }: Step): string {
    return date === undefined ? valueName(scenarios.row!, values) : shortDate(date, language);
  }

  function columnName({ values }: Step): string {
    return `${wording.label(column.name)} ${valueName(column, values)}`;
  }

  function columnHeader({ values }: Step): string {
    return valueName(column, values);
  }

  function valueName({ name }: Field, values: Step['values']): string {
    return wording.value(name, values[name] ?? '');
  }
}

function moveFocus(event: KeyboardEvent, cells: readonly HTMLTableCellElement[][]): void {
  const current = event.target;
  if (!(current instanceof HTMLTableCellElement)) return;
  const r = cells.findIndex((row) => row.includes(current));
  if (r < 0) return;
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    current.click();
    return;
  }
  const moves: Record<string, [number, number]> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  };
  const [down, right] = moves[event.key] ?? [0, 0];
  const next = cells[r + down]?.[cells[r]!.indexOf(current) + right];
  if (next === undefined || next === current) return;
  event.preventDefault();
  current.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
