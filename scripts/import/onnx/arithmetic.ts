import type { RowValue } from '../linear/column.ts';
import { standardise } from '../linear/operations.ts';
import { asNumber } from '../skops/step.ts';
import { asSum, type Cell, cellTitle, fixed, isColumn, times } from './cell.ts';
import type { Node } from './graph.ts';
import { type Operator, refused, type Tensor } from './operator.ts';

type OnCells = (a: Cell, b: Cell) => Cell | undefined;

/** An operator of two columns at a time; an input of one column goes with every one of the other. */
function elementwise(work: (a: number, b: number) => number, onCells: OnCells): Operator {
  const onNumbers = (a: RowValue, b: RowValue) => work(asNumber(a), asNumber(b));
  const both: OnCells = (a, b) => {
    if (a.kind !== 'fixed' || b.kind !== 'fixed') return onCells(a, b);
    return typeof a.value === 'number' && typeof b.value === 'number' ? fixed(work(a.value, b.value)) : undefined;
  };
  return {
    cells: (node, [a, b]) => [
      pairs(node, a!, b!).map(([x, y]) => {
        const made = both(x, y);
        if (made) return made;
        throw refused(node, `is of ${cellTitle(x)} and ${cellTitle(y)}, which cannot be imported`);
      }),
    ],
    values: (node, [a, b]) => [pairs(node, a!, b!).map(([x, y]) => onNumbers(x, y))],
  };
}

function pairs<T>(node: Node, { items: a }: Tensor<T>, { items: b }: Tensor<T>): [T, T][] {
  const length = Math.max(a.length, b.length);
  if ([a, b].some((items) => items.length !== length && items.length !== 1)) {
    throw refused(node, `is of ${a.length} and ${b.length} columns`);
  }
  const at = (items: readonly T[], k: number) => items[items.length === 1 ? 0 : k]!;
  return Array.from({ length }, (_, k) => [at(a, k), at(b, k)]);
}

function numberOf(cell: Cell): number | undefined {
  return cell.kind === 'fixed' && typeof cell.value === 'number' ? cell.value : undefined;
}

export const plus: OnCells = (a, b) => {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return fixed(x + y);
  if (x !== undefined) return plus(b, a);
  if (y === 1 && a.kind === 'exponential' && !a.plusOne) return { ...a, plusOne: true };
  if (y !== undefined && isColumn(a)) return standardise(a, -y, 1, (value) => value + y);
  const [first, second] = [asSum(a), asSum(b)];
  if (!first || !second) return undefined;
  return { kind: 'sum', intercept: first.intercept + second.intercept, columns: [...first.columns, ...second.columns] };
};

const minus: OnCells = (a, b) => {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (y !== undefined) return isColumn(a) ? standardise(a, y, 1) : plus(a, fixed(-y));
  if (b.kind === 'sigmoid') return x === 1 ? { kind: 'sigmoid', of: times(b.of, -1) } : undefined;
  const sum = asSum(b);
  return sum && plus(a, times(sum, -1));
};

const product: OnCells = (a, b) => {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (y === undefined) return x === undefined ? undefined : product(b, a);
  if (y === 1) return a;
  if (y === 0) return fixed(0);
  if (y > 0 && isColumn(a)) return standardise(a, 0, 1 / y, (value) => value * y);
  const sum = asSum(a);
  return sum && times(sum, y);
};

const quotient: OnCells = (a, b) => {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (y === undefined)
    return x === 1 && b.kind === 'exponential' && b.plusOne ? { kind: 'sigmoid', of: times(b.of, -1) } : undefined;
  if (y === 1) return a;
  if (y > 0 && isColumn(a)) return standardise(a, 0, y);
  return y === 0 ? undefined : product(a, fixed(1 / y));
};

export const add = elementwise((a, b) => a + b, plus);
export const sub = elementwise((a, b) => a - b, minus);
export const mul = elementwise((a, b) => a * b, product);
export const div = elementwise((a, b) => a / b, quotient);
