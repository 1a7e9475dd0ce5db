import { MOST_EDGES } from '../../../src/core/field.ts';
import { sum } from '../../maths/vector.ts';

/**
 * Edges of the bins of a number, between neighbouring values. With at most 64 values, each has a bin of its own. Otherwise a
 * value that many rows have is a bin, and the others share the remaining bins in about equal numbers of rows.
 * @param values distinct, in ascending order
 * @param counts rows of each value
 */
export function binEdges(values: ArrayLike<number>, counts: ArrayLike<number>, most = MOST_EDGES): number[] {
  const last = values.length - 1;
  const edgeAfter = (v: number) => edgeBetween(values[v]!, values[v + 1]!);
  if (last <= most) return Array.from({ length: Math.max(last, 0) }, (_, v) => edgeAfter(v));
  const frequent = sum(counts) / (most + 1);
  const isBin = (v: number) => counts[v]! >= frequent;
  const others = Array.from(counts).filter((_, v) => !isBin(v));
  const size = sum(others) / (most + 1 - (values.length - others.length));
  const edges: number[] = [];
  let rows = 0;
  for (let v = 0; v < last && edges.length < most; v++) {
    rows += counts[v]!;
    if (!isBin(v) && !isBin(v + 1) && rows < size) continue;
    edges.push(edgeAfter(v));
    rows = isBin(v) || isBin(v + 1) ? 0 : rows - size;
  }
  return edges;
}

/**
 * About half-way between two numbers, with as few digits as keep them apart: a value that was rounded on its way stays on
 * its side. Neighbouring doubles have nothing between them: then the larger one.
 */
export function edgeBetween(below: number, above: number): number {
  const middle = below / 2 + above / 2;
  for (let digits = 1; digits <= 17; digits++) {
    const edge = Number(middle.toPrecision(digits));
    if (edge > below && edge < above) return edge;
  }
  return above;
}
