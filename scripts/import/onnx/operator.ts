import { Failure } from '../../cli/failure.ts';
import type { Column } from '../linear/column.ts';
import type { StepValue } from '../linear/rounded.ts';
import { type Cell, cellTitle, isColumn } from './cell.ts';
import type { Node } from './graph.ts';
import type { Constant } from './tensor.ts';

/** A tensor of one row: a cell or value per column. Of a constant, all its values. */
export interface Tensor<T> {
  items: readonly T[];
  constant?: Constant | undefined;
}

/** Works out the outputs of a node for one row. Outputs after the last that the import needs may be left out. */
export type Run<T> = (node: Node, inputs: readonly Tensor<T>[]) => (readonly T[])[];

/** An operator: as what the row is turned into, and for the values of one row, computed in double precision. */
export interface Operator {
  /** @throws {Failure} for what cannot be represented */
  cells: Run<Cell>;
  /** @throws {RangeError} for a value that the operator refuses */
  values: Run<StepValue>;
}

/** What an operator cannot do in an import. */
export function refused({ title }: Node, problem: string): Failure {
  return new Failure(`${title} ${problem}`);
}

/** Refuses a cell of which an operator cannot make anything. */
export function refuseCell(node: Node, cell: Cell): never {
  throw refused(node, `is of ${cellTitle(cell)}, which cannot be imported`);
}

/** The numbers of a constant input. @throws {Failure} if it is not there, or no constant of numbers */
export function constantNumbers(node: Node, input: Tensor<unknown> | undefined): readonly number[] {
  const values = input?.constant?.values;
  if (values?.every((value) => typeof value === 'number')) return values as number[];
  throw refused(node, 'has an input that is no constant of numbers');
}

/** Refuses an axis other than that of columns. */
export function checkAxis(node: Node, axes: readonly number[]): void {
  const wrong = axes.find((axis) => axis !== 1 && axis !== -1);
  if (wrong !== undefined) throw refused(node, `works along axis ${wrong}; expected 1`);
}

/** Works something out of a node at its first row only; rows of one graph all have the same number of columns. */
export function oncePerNode<Rest extends unknown[], T>(
  work: (node: Node, ...rest: Rest) => T,
): (node: Node, ...rest: Rest) => T {
  const known = new WeakMap<Node, { made: T }>();
  return (node, ...rest) => {
    const found = known.get(node) ?? { made: work(node, ...rest) };
    known.set(node, found);
    return found.made;
  };
}

/** A cell that an operator reads as a column. */
export function columnOf(node: Node, cell: Cell): Column {
  if (isColumn(cell)) return cell;
  return refuseCell(node, cell);
}
