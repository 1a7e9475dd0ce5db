import { multiplyAdd, standardise } from '../linear/operations.ts';
import { asOperand, difference, product, quotient, type Rounded, type StepValue, sum } from '../linear/rounded.ts';
import { asSum, type Cell, cellTitle, fixed, isColumn, times } from './cell.ts';
import type { Node } from './graph.ts';
import { type Operator, refused, type Tensor } from './operator.ts';

/** The most columns of a sum: a graph could double them at every node. */
const MOST_COLUMNS = 200_000;

type OnCells = (a: Cell, b: Cell) => Cell | undefined;

type Work = (a: Rounded, b: Rounded) => Rounded;

/** An operator of two columns at a time; an input of one column goes with every one of the other. */
function elementwise(work: Work, onCells: OnCells): Operator {
  const onNumbers = (a: StepValue, b: StepValue) => work(asOperand(a), asOperand(b));
  const both: OnCells = (a, b) => {
    if (a.kind !== 'fixed' || b.kind !== 'fixed') return onCells(a, b);
    return typeof a.value === 'number' && typeof b.value === 'number'
      ? fixed(work(asOperand(a.value), asOperand(b.value)).value)
      : undefined;
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
  if (first.columns.length + second.columns.length > MOST_COLUMNS) return undefined;
  return { kind: 'sum', intercept: first.intercept + second.intercept, columns: [...first.columns, ...second.columns] };
};

const minus: OnCells = (a, b) => {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (y !== undefined) return isColumn(a) ? standardise(a, y, 1) : plus(a, fixed(-y));
  if (b.kind === 'sigmoid') return x === 1 ? { kind: 'sigmoid', of: times(b.of, -1) } : undefined;
  const sum = asSum(b);
  return sum && plus(a, times(sum, -1));
};

const timesCells: OnCells = (a, b) => {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (y === undefined) return x === undefined ? undefined : timesCells(b, a);
  if (y === 1) return a;
  if (y === 0) return fixed(0);
  if (y > 0 && isColumn(a)) return multiplyAdd(a, y, 0);
  const sum = asSum(a);
  return sum && times(sum, y);
};

const overCells: OnCells = (a, b) => {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (y === undefined)
    return x === 1 && b.kind === 'exponential' && b.plusOne ? { kind: 'sigmoid', of: times(b.of, -1) } : undefined;
  if (y === 1) return a;
  if (y > 0 && isColumn(a)) return standardise(a, 0, y);
  return y === 0 ? undefined : timesCells(a, fixed(1 / y));
};

export const add = elementwise(sum, plus);
export const sub = elementwise(difference, minus);
export const mul = elementwise(product, timesCells);
export const div = elementwise(quotient, overCells);
