import { binColumn } from '../linear/bin-column.ts';
import { type Level, mapLookup } from '../linear/column.ts';
import { combine } from '../linear/combine.ts';
import { coefficients } from '../linear/field-sum.ts';
import { clip as clipColumn } from '../linear/operations.ts';
import { asNumber, asOperand, type StepValue, sum as sumOf, within } from '../linear/rounded.ts';
import { plus } from './arithmetic.ts';
import { areOpposite, asSum, type Cell, cellTitle, fixed, isColumn, times } from './cell.ts';
import type { Node } from './graph.ts';
import { ELEMENT } from './messages.ts';
import { checkAxis, constantNumbers, type Operator, refused } from './operator.ts';

/** An operator of one column at a time. */
function each(
  onCell: (cell: Cell, node: Node) => Cell | undefined,
  onValue: (value: StepValue, node: Node) => StepValue,
): Operator {
  return {
    cells: (node, [input]) => [input!.items.map((cell) => onCell(cell, node) ?? unreadable(node, cell))],
    values: (node, [input]) => [input!.items.map((value) => onValue(value, node))],
  };
}

function unreadable(node: Node, cell: Cell): never {
  throw refused(node, `is of ${cellTitle(cell)}, which cannot be imported`);
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
    return [input!.items.map((cell) => (isColumn(cell) ? clipColumn(cell, least, most) : unreadable(node, cell)))];
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

/** Less: 1 where a column is below a constant. A missing number is refused. */
export const less: Operator = {
  cells(node, [input, bounds]) {
    const [cell] = input!.items;
    if (input!.items.length !== 1 || !cell || !isColumn(cell))
      throw refused(node, `compares ${input!.items.length} columns; expected one`);
    return [constantNumbers(node, bounds).map((bound) => mapLookup(binColumn(cell, [bound]), (bin) => 1 - bin))];
  },
  values: (node, [input, bounds]) => [
    constantNumbers(node, bounds).map((bound) => Number(present(input!.items[0]!) < bound)),
  ],
};

function present(value: StepValue): number {
  const number = asNumber(value);
  if (Number.isNaN(number)) throw new RangeError('a missing number has no bin');
  return number;
}

/** Sum of inputs, column by column. */
export const sum: Operator = {
  cells: (node, inputs) => [
    inputs.map(({ items }) => items).reduce((a, b) => a.map((cell, k) => plus(cell, b[k]!) ?? unreadable(node, cell))),
  ],
  values: (_, inputs) => [
    inputs.map(({ items }) => items).reduce((a, b) => a.map((value, k) => sumOf(asOperand(value), asOperand(b[k]!)))),
  ],
};

/** ReduceSum over the columns: of rare levels, of scores, or of two probabilities, which is 1. */
export const reduceSum: Operator = {
  cells(node, [input, axes]) {
    checkAxis(node, axes ? constantNumbers(node, axes) : node.numbers('axes'));
    const cells = input!.items;
    const [first, second] = cells;
    if (
      cells.length === 2 &&
      first!.kind === 'sigmoid' &&
      second!.kind === 'sigmoid' &&
      areOpposite(first!.of, second!.of)
    )
      return [[fixed(1)]];
    const levels = cells.filter((cell): cell is Level => cell.kind === 'level');
    if (levels.length === cells.length && levels.every(({ code }) => code === levels[0]!.code)) {
      return [
        [
          coefficients(
            levels[0]!.code,
            levels.map((level) => ({ level, weight: 1 })),
          ),
        ],
      ];
    }
    return [[cells.reduce((a, b) => plus(a, b) ?? unreadable(node, b))]];
  },
  values: (_, [input]) => [[input!.items.reduce<number>((total, value) => total + asNumber(value), 0)]],
};

/** The most columns that ArgMax compares: the bins of a number. */
const MOST_BINS = 500;

/** ArgMax: the first of the largest columns, all of one field. */
export const argMax: Operator = {
  cells(node, [input]) {
    checkAxis(node, node.numbers('axis').length > 0 ? node.numbers('axis') : [0]);
    const cells = input!.items;
    const lookups = cells.filter((cell) => cell.kind === 'table' || cell.kind === 'bins' || cell.kind === 'level');
    const fits =
      cells.length <= MOST_BINS && cells.every((cell) => cell.kind === 'fixed' || lookups.includes(cell as Level));
    const found =
      fits &&
      combine(lookups, (values) =>
        firstLargest(
          cells.map((cell) =>
            cell.kind === 'fixed' ? (cell.value as number) : values[lookups.indexOf(cell as Level)]!,
          ),
        ),
      );
    if (found) return [[found]];
    throw refused(node, `compares ${cells.length} columns that are not bins of one field`);
  },
  values: (_, [input]) => [[firstLargest(input!.items.map(asNumber))]],
};

function firstLargest(values: readonly number[]): number {
  return values.indexOf(values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY));
}
