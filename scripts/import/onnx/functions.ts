import { mapLookup } from '../linear/column.ts';
import { clip as clipColumn } from '../linear/operations.ts';
import { asNumber, type StepValue, within } from '../linear/rounded.ts';
import { asSum, type Cell, fixed, isColumn, times } from './cell.ts';
import type { Node } from './graph.ts';
import { ELEMENT } from './messages.ts';
import { constantNumbers, type Operator, refuseCell, refused } from './operator.ts';

/** An operator of one column at a time. */
function each(
  onCell: (cell: Cell, node: Node) => Cell | undefined,
  onValue: (value: StepValue, node: Node) => StepValue,
): Operator {
  return {
    cells: (node, [input]) => [input!.items.map((cell) => onCell(cell, node) ?? refuseCell(node, cell))],
    values: (node, [input]) => [input!.items.map((value) => onValue(value, node))],
  };
}

/** Probabilities are above 0. */
export const abs = each(
  (cell) => (cell.kind === 'sigmoid' ? cell : undefined),
  (value) => Math.abs(asNumber(value)),
);

export const sigmoid = each(
  (cell) => {
    const of = asSum(cell);
    return of && { kind: 'sigmoid', of };
  },
  (value) => 1 / (1 + Math.exp(-asNumber(value))),
);

export const exp = each(
  (cell) => {
    const of = asSum(cell);
    return of && { kind: 'exponential', of, plusOne: false };
  },
  (value) => Math.exp(asNumber(value)),
);

export const reciprocal = each(
  (cell) => (cell.kind === 'exponential' && cell.plusOne ? { kind: 'sigmoid', of: times(cell.of, -1) } : undefined),
  (value) => 1 / asNumber(value),
);

/** Cast: to integers, towards 0; to booleans, 0 and 1; all other numbers stay as they are. */
export const cast = each(
  (cell, node) => {
    const change = castTo(node);
    if (change === undefined) return cell;
    if (cell.kind === 'fixed') return typeof cell.value === 'number' ? fixed(change(cell.value)) : undefined;
    if (cell.kind === 'table' || cell.kind === 'bins') return mapLookup(cell, change);
    if (cell.kind === 'level') return { ...cell, on: change(cell.on), off: change(cell.off) };
    return cell.kind === 'as-it-is' && change === Math.trunc ? cell : undefined;
  },
  (value, node) => {
    const change = castTo(node);
    return change ? change(asNumber(value)) : value;
  },
);

function castTo(node: Node): ((value: number) => number) | undefined {
  const [to] = node.numbers('to');
  if (to === ELEMENT.float || to === ELEMENT.double) return undefined;
  if (to === ELEMENT.int64 || to === ELEMENT.int32) return Math.trunc;
  if (to === ELEMENT.boolean) return (value) => Number(value !== 0);
  throw refused(node, `makes type ${to}; expected numbers or booleans`);
}

/** Clip to constant bounds. */
export const clip: Operator = {
  cells(node, [input, low, high]) {
    const [least, most] = boundsOf(node, low, high);
    return [input!.items.map((cell) => (isColumn(cell) ? clipColumn(cell, least, most) : refuseCell(node, cell)))];
  },
  values(node, [input, low, high]) {
    const [least, most] = boundsOf(node, low, high);
    return [input!.items.map((value) => within(value, least, most))];
  },
};

function boundsOf(node: Node, ...inputs: Parameters<typeof constantNumbers>[1][]): [low: number, high: number] {
  const [low, high] = inputs.map((input) => (input ? constantNumbers(node, input)[0] : undefined));
  return [
    low ?? node.numbers('min')[0] ?? Number.NEGATIVE_INFINITY,
    high ?? node.numbers('max')[0] ?? Number.POSITIVE_INFINITY,
  ];
}
