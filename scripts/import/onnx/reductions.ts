import { binColumn } from '../linear/bin-column.ts';
import { type Level, mapLookup } from '../linear/column.ts';
import { combine } from '../linear/combine.ts';
import { coefficients } from '../linear/field-sum.ts';
import { asNumber, asOperand, type StepValue, sum as sumOf } from '../linear/rounded.ts';
import { plus } from './arithmetic.ts';
import { fixed, isColumn, logitOf } from './cell.ts';
import { checkAxis, constantNumbers, type Operator, refuseCell, refused } from './operator.ts';

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
    inputs.map(({ items }) => items).reduce((a, b) => a.map((cell, k) => plus(cell, b[k]!) ?? refuseCell(node, cell))),
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
    if (logitOf(cells)) return [[fixed(1)]];
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
    return [[cells.reduce((a, b) => plus(a, b) ?? refuseCell(node, b))]];
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
