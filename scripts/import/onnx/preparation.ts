import { impute, replace, standardise } from '../linear/operations.ts';
import { asNumber, asOperand, difference, product } from '../linear/rounded.ts';
import type { Node } from './graph.ts';
import { columnOf, type Operator, refused } from './operator.ts';

/** Imputer: a number in place of a missing one, or of the one that marks it. */
export const imputer: Operator = {
  cells: (node, [input]) => [
    input!.items.map((cell, k) => {
      const { mark, fill } = imputed(node, k);
      const column = columnOf(node, cell);
      if (Number.isNaN(mark)) return impute(column, fill)!;
      const filled = replace(column, mark, fill);
      if (filled) return filled;
      throw refused(node, `replaces ${mark} in a column that is not a field`);
    }),
  ],
  values: (node, [input]) => [
    input!.items.map((value, k) => {
      const { mark, fill } = imputed(node, k);
      return Object.is(asNumber(value), mark) ? fill : value;
    }),
  ],
};

function imputed(node: Node, k: number): { mark: number; fill: number } {
  const fills = [...node.numbers('imputed_value_floats'), ...node.numbers('imputed_value_int64s')];
  const [mark = 0] = [...node.numbers('replaced_value_float'), ...node.numbers('replaced_value_int64')];
  const fill = fills.length === 1 ? fills[0] : fills[k];
  if (fill === undefined || !Number.isFinite(fill)) throw refused(node, `has no finite number for column ${k}`);
  return { mark, fill };
}

/** Scaler: (column − offset) · scale. */
export const scaler: Operator = {
  cells: (node, [input]) => [
    input!.items.map((cell, k) => {
      const { offset, scale } = scaling(node, k);
      return standardise(columnOf(node, cell), offset, 1 / scale, (value) => (value - offset) * scale);
    }),
  ],
  values: (node, [input]) => [
    input!.items.map((value, k) => {
      const { offset, scale } = scaling(node, k);
      return product(difference(asOperand(value), offset), scale);
    }),
  ],
};

function scaling(node: Node, k: number): { offset: number; scale: number } {
  const [offset, scale] = ['offset', 'scale'].map((name) => {
    const numbers = node.numbers(name);
    return numbers.length === 1 ? numbers[0] : numbers[k];
  });
  if (Number.isFinite(offset) && Number.isFinite(scale) && scale! > 0) return { offset: offset!, scale: scale! };
  throw refused(node, `scales column ${k} by ${offset} and ${scale}; expected finite numbers, the scale above 0`);
}

/** Where: a fixed text in place of some values of a field. */
export const where: Operator = {
  cells: (node, [condition, then, otherwise]) => [
    otherwise!.items.map((cell, k) => {
      const test = condition!.items[k];
      const text = then!.items[then!.items.length === 1 ? 0 : k];
      const isReadable =
        cell.kind === 'as-it-is' &&
        text?.kind === 'fixed' &&
        test?.kind === 'table' &&
        test.field === cell.field &&
        test.unknown === 0;
      if (!isReadable)
        throw refused(node, 'chooses between columns; expected a fixed value in place of some values of a field');
      const replaced = [...test.values].flatMap(([key, value]): [string | number, string | number][] =>
        value === 1 ? [[key, text.value]] : [],
      );
      return { ...cell, replaced: new Map([...(cell.replaced ?? []), ...replaced]) };
    }),
  ],
  values: (_, [condition, then, otherwise]) => [
    otherwise!.items.map((value, k) =>
      condition!.items[k] === 1 ? then!.items[then!.items.length === 1 ? 0 : k]! : value,
    ),
  ],
};
