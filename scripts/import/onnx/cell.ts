import type { Column } from '../linear/column.ts';
import type { Weighted } from '../linear/field-sum.ts';

/** A number or text that does not depend on the row. */
export interface Fixed {
  kind: 'fixed';
  value: number | string;
}

/** A sum of columns and a constant, such as a score. */
export interface Sum {
  kind: 'sum';
  intercept: number;
  columns: readonly Weighted[];
}

/** 1 / (1 + exp(−of)). */
export interface Sigmoid {
  kind: 'sigmoid';
  of: Sum;
}

/** exp(of), or 1 + exp(of). */
export interface Exponential {
  kind: 'exponential';
  of: Sum;
  plusOne: boolean;
}

/** A column of a tensor as what it is of the row. */
export type Cell = Column | Fixed | Sum | Sigmoid | Exponential;

export function fixed(value: number | string): Fixed {
  return { kind: 'fixed', value };
}

export function isColumn(cell: Cell): cell is Column {
  return !['fixed', 'sum', 'sigmoid', 'exponential'].includes(cell.kind);
}

/** A cell as a sum; undefined if it is none. */
export function asSum(cell: Cell): Sum | undefined {
  if (cell.kind === 'sum') return cell;
  if (cell.kind === 'fixed')
    return typeof cell.value === 'number' ? { kind: 'sum', intercept: cell.value, columns: [] } : undefined;
  return isColumn(cell) ? { kind: 'sum', intercept: 0, columns: [{ column: cell, weight: 1 }] } : undefined;
}

/** factor · sum. */
export function times(sum: Sum, factor: number): Sum {
  const columns = sum.columns.map(({ column, weight }) => ({ column, weight: weight * factor }));
  return { kind: 'sum', intercept: sum.intercept * factor, columns };
}

/** The logit of the second of two cells, if they are the probabilities of two classes. */
export function logitOf(cells: readonly Cell[]): Sum | undefined {
  const [first, second] = cells;
  if (cells.length !== 2 || first?.kind !== 'sigmoid' || second?.kind !== 'sigmoid') return undefined;
  return areOpposite(first.of, second.of) ? second.of : undefined;
}

/** Whether one sum is the other with its sign changed. */
function areOpposite(a: Sum, b: Sum): boolean {
  const isSame = (k: number) =>
    a.columns[k]!.column === b.columns[k]!.column && a.columns[k]!.weight === -b.columns[k]!.weight;
  return a.intercept === -b.intercept && a.columns.length === b.columns.length && a.columns.every((_, k) => isSame(k));
}

/** What a cell is, in a few words for errors. */
export function cellTitle(cell: Cell): string {
  const { kind } = cell;
  if (kind === 'fixed') return 'a constant';
  if (kind === 'sum') return 'a score';
  if (kind === 'sigmoid') return 'a probability';
  return kind === 'exponential' ? 'an exponential' : `a column of ${cell.field}`;
}
