import { Failure } from '../../cli/failure.ts';
import type { Graph, Node } from './graph.ts';
import { type Run, refused, type Tensor } from './operator.ts';
import { OPERATORS } from './operators.ts';

/** The most columns that a node makes: a graph could double them at every node. */
const MOST_COLUMNS = 200_000;

/**
 * The nodes that an output needs, in the order of the file.
 * @throws {Failure} for an operator that is not read
 */
export function neededNodes({ nodes }: Graph, output: string): Node[] {
  const needed = new Set([output]);
  const found: Node[] = [];
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((name) => needed.has(name))) continue;
    if (!OPERATORS.has(node.operator)) {
      throw refused(node, `cannot be imported; expected one of ${[...OPERATORS.keys()].join(', ')}`);
    }
    for (const name of node.inputs) needed.add(name);
    found.push(node);
  }
  return found.reverse();
}

/**
 * Works out an output from the inputs of a graph, node by node.
 * @param nodes those that it needs, each after the ones that make its inputs
 * @param known the inputs and constants, by their names
 * @param runOf how an operator works
 * @throws {Failure} for an input that nothing before has made, and a name that is made twice
 */
export function runGraph<T>(
  nodes: readonly Node[],
  known: ReadonlyMap<string, Tensor<T>>,
  runOf: (operator: string) => Run<T>,
  output: string,
): readonly T[] {
  const made = new Map(known);
  for (const node of nodes) {
    const inputs = node.inputs
      .filter((name) => name !== '')
      .map((name) => {
        const tensor = made.get(name);
        if (!tensor) throw refused(node, `needs ${name.slice(0, 80)}, which nothing before it makes`);
        return tensor;
      });
    const items = runOf(node.operator)(node, inputs);
    const size = items.reduce((sum, { length }) => sum + length, 0);
    if (size > MOST_COLUMNS) throw refused(node, `makes ${size} columns; expected at most ${MOST_COLUMNS}`);
    for (const [k, name] of node.outputs.entries()) {
      if (made.has(name)) throw refused(node, `makes ${name.slice(0, 80)} again`);
      if (items[k]) made.set(name, { items: items[k] });
    }
  }
  const found = made.get(output);
  if (!found) throw new Failure(`Nothing makes the output ${output.slice(0, 80)}`);
  return found.items;
}
