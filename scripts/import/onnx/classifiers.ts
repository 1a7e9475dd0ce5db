import { asNumber, weightedSum as weightedValue } from '../linear/rounded.ts';
import { plus } from './arithmetic.ts';
import { asSum, type Cell, cellTitle, fixed, isColumn, logitOf, type Sum, times } from './cell.ts';
import type { Node } from './graph.ts';
import { type Operator, oncePerNode, refused } from './operator.ts';

/** intercept + Σ weight · cell. */
function weightedSum(node: Node, cells: readonly Cell[], weights: readonly number[], intercept: number): Sum {
  let total: Sum = { kind: 'sum', intercept, columns: [] };
  const columns: Sum['columns'][number][] = [];
  for (const [k, cell] of cells.entries()) {
    const weight = weights[k]!;
    if (isColumn(cell)) columns.push({ column: cell, weight });
    else {
      const sum = asSum(cell);
      if (!sum) throw refused(node, `is of ${cellTitle(cell)}, which cannot be imported`);
      total = plus(total, times(sum, weight)) as Sum;
    }
  }
  return { ...total, columns: [...total.columns, ...columns] };
}

/** MatMul by a constant matrix. */
export const matMul: Operator = {
  cells: (node, [input, matrix]) => [
    columnsOf(node, matrix?.constant, input!.items.length).map((weights) =>
      weightedSum(node, input!.items, weights, 0),
    ),
  ],
  values: (node, [input, matrix]) => [
    columnsOf(node, matrix?.constant, input!.items.length).map((weights) => weightedValue(input!.items, weights, 0)),
  ],
};

const columnsOf = oncePerNode(
  (node, matrix: { dims: readonly number[]; values: readonly unknown[] } | undefined, height: number): number[][] => {
    const [rows, width = 1] = matrix?.dims ?? [];
    const areFinite = matrix?.values.every((value) => Number.isFinite(value));
    if (!matrix || !areFinite || rows !== height)
      throw refused(
        node,
        `multiplies ${height} columns by ${rows ?? 'no'} rows of a matrix; expected a constant of finite numbers`,
      );
    return Array.from({ length: width }, (_, column) =>
      Array.from({ length: height }, (_, row) => matrix.values[row * width + column] as number),
    );
  },
);

/** LinearClassifier of two classes: its label, which the import does not need, and its probabilities or scores. */
export const linearClassifier: Operator = {
  cells(node, [input]) {
    const { weights, intercepts, isLogistic } = classifier(node, input!.items.length);
    const scores = weights.map((row, k) => weightedSum(node, input!.items, row, intercepts[k]!));
    return [[fixed('label')], isLogistic ? scores.map((of): Cell => ({ kind: 'sigmoid', of })) : scores];
  },
  values(node, [input]) {
    const { weights, intercepts, isLogistic } = classifier(node, input!.items.length);
    const scores = weights.map((row, k) => weightedValue(input!.items, row, intercepts[k]!));
    return [['label'], isLogistic ? scores.map((score) => 1 / (1 + Math.exp(-score))) : scores];
  },
};

const classifier = oncePerNode((node, width: number) => {
  const [coefficients, intercepts] = [node.numbers('coefficients'), node.numbers('intercepts')];
  const [transform = 'NONE'] = node.texts('post_transform');
  const classes = Math.max(node.texts('classlabels_strings').length, node.numbers('classlabels_ints').length);
  if (classes !== 2 || intercepts.length !== 2)
    throw refused(node, `has ${classes} classes and ${intercepts.length} intercepts; expected 2`);
  if (transform !== 'LOGISTIC' && transform !== 'NONE')
    throw refused(node, `has post_transform ${transform}; expected LOGISTIC or NONE`);
  if (coefficients.length !== 2 * width || ![...coefficients, ...intercepts].every(Number.isFinite)) {
    throw refused(
      node,
      `has ${coefficients.length} coefficients for ${width} columns; expected ${2 * width} finite numbers`,
    );
  }
  const weights = [coefficients.slice(0, width), coefficients.slice(width)];
  return { weights, intercepts, isLogistic: transform === 'LOGISTIC' };
});

/** Normalizer of two probabilities whose sum is 1 already. */
export const normalizer: Operator = {
  cells(node, [input]) {
    if (!logitOf(input!.items) || node.texts('norm')[0] !== 'L1')
      throw refused(node, 'is not of the two probabilities of a classifier');
    return [input!.items];
  },
  values(_, [input]) {
    const sum = input!.items.reduce<number>((total, value) => total + Math.abs(asNumber(value)), 0);
    return [input!.items.map((value) => asNumber(value) / sum)];
  },
};
