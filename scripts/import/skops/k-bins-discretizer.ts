import { binColumn } from '../linear/bin-column.ts';
import type { Column, Level } from '../linear/column.ts';
import { asNumber } from '../linear/rounded.ts';
import { type Estimator, list, option, refusal } from './estimator.ts';
import type { Step } from './step.ts';
import { isArray, isObject, showValue, type Value } from './value.ts';

/** KBinsDiscretizer: the bin of a number, as a number or as a column per bin. */
export function kBinsDiscretizer(estimator: Estimator, width: number): Step {
  const dtype = estimator.object.member('dtype');
  if (isObject(dtype) && dtype.className !== 'numpy.float64')
    throw refusal(estimator, `has dtype ${showValue(dtype)}; expected None or numpy.float64`);
  const edges = list(estimator, 'bin_edges_', width).map((value) => innerEdges(estimator, value));
  const isOrdinal = option(estimator, 'encode', ['onehot', 'onehot-dense', 'ordinal']) === 'ordinal';
  const binOf = (value: number, k: number) => {
    if (Number.isNaN(value)) throw new RangeError('a missing number has no bin');
    return edges[k]!.filter((edge) => edge <= value).length;
  };
  return {
    width: isOrdinal ? width : edges.reduce((sum, { length }) => sum + length + 1, 0),
    columns: (input) =>
      input.flatMap((column, k): Column[] => {
        const code = binColumn(column, edges[k]!);
        if (isOrdinal) return [code];
        return Array.from(
          { length: edges[k]!.length + 1 },
          (_, level): Level => ({ kind: 'level', field: column.field, code, level, on: 1, off: 0 }),
        );
      }),
    values: (input) =>
      input.flatMap((value, k) => {
        const bin = binOf(asNumber(value), k);
        return isOrdinal ? [bin] : Array.from({ length: edges[k]!.length + 1 }, (_, level) => Number(level === bin));
      }),
  };
}

/** The edges between bins, without the ends, which are infinite for a column of one value. */
function innerEdges(estimator: Estimator, value: Value): number[] {
  const inner = isArray(value) ? (value.values.slice(1, -1) as number[]) : [];
  if (isArray(value) && inner.every((edge, k) => Number.isFinite(edge) && (k === 0 || edge > inner[k - 1]!)))
    return inner;
  throw refusal(estimator, 'has bin_edges_ that do not ascend');
}
