import type { Node } from './graph.ts';
import { checkAxis, constantNumbers, type Operator, refused, type Tensor } from './operator.ts';

/** An operator that moves columns and looks at none of them. */
function moving(move: <T>(node: Node, inputs: readonly Tensor<T>[]) => (readonly T[])[]): Operator {
  return { cells: move, values: move };
}

export const identity = moving((_, [input]) => [input!.items]);

/** The columns of all inputs. */
export const concat = moving((node, inputs) => {
  checkAxis(node, node.numbers('axis'));
  return [inputs.flatMap(({ items }) => items)];
});

/** FeatureVectorizer: the same, in another domain. */
export const featureVectorizer = moving((_, inputs) => [inputs.flatMap(({ items }) => items)]);

/** To as many columns as there are: [-1, n]. */
export const reshape = moving((node, [input, shape]) => {
  const to = constantNumbers(node, shape);
  const isRow = to.length === 2 && (to[1] === input!.items.length || to[1] === -1);
  if (!isRow)
    throw refused(
      node,
      `makes the shape (${to.join(', ')}) of ${input!.items.length} columns; expected (-1, ${input!.items.length})`,
    );
  return [input!.items];
});

/** Gather: some of the columns. */
export const gather = moving((node, [input, indices]) => {
  checkAxis(node, node.numbers('axis').length > 0 ? node.numbers('axis') : [0]);
  return [pick(node, input!, constantNumbers(node, indices))];
});

/** ArrayFeatureExtractor: some of the columns. */
export const arrayFeatureExtractor = moving((node, [input, indices]) => [
  pick(node, input!, constantNumbers(node, indices)),
]);

/** Split: neighbouring columns, so many for each output. */
export const split = moving((node, [input, sizes]) => {
  checkAxis(node, node.numbers('axis').length > 0 ? node.numbers('axis') : [0]);
  const lengths = sizes ? constantNumbers(node, sizes) : node.numbers('split');
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (total !== input!.items.length || lengths.some((length) => length < 0)) {
    throw refused(node, `splits ${input!.items.length} columns into ${lengths.join(', ')}`);
  }
  const ends = lengths.map((_, k) => lengths.slice(0, k + 1).reduce((sum, length) => sum + length, 0));
  return ends.map((end, k) => input!.items.slice(end - lengths[k]!, end));
});

function pick<T>(node: Node, { items }: Tensor<T>, indices: readonly number[]): T[] {
  return indices.map((index) => {
    const item = items[index < 0 ? items.length + index : index];
    if (item === undefined) throw refused(node, `takes column ${index} of ${items.length}`);
    return item;
  });
}
