import { clip, multiplyAdd, standardise } from '../linear/operations.ts';
import { asOperand, difference, product, quotient, sum, within } from '../linear/rounded.ts';
import { type Estimator, numbers, option, refusal } from './estimator.ts';
import type { Step } from './step.ts';

/** StandardScaler: (x − mean) / scale, either left out by an option. */
export function standardScaler(estimator: Estimator, width: number): Step {
  return scaler(width, {
    mean: option(estimator, 'with_mean', [true, false], true) ? numbers(estimator, 'mean_', width) : undefined,
    scale: option(estimator, 'with_std', [true, false], true) ? scales(estimator, width) : undefined,
  });
}

/** RobustScaler: (x − median) / interquartile range. */
export function robustScaler(estimator: Estimator, width: number): Step {
  return scaler(width, {
    mean: option(estimator, 'with_centering', [true, false], true) ? numbers(estimator, 'center_', width) : undefined,
    scale: option(estimator, 'with_scaling', [true, false], true) ? scales(estimator, width) : undefined,
  });
}

/** MaxAbsScaler: x / the largest absolute value. */
export function maxAbsScaler(estimator: Estimator, width: number): Step {
  const plain = scaler(width, { mean: undefined, scale: scales(estimator, width) });
  return option(estimator, 'clip', [true, false], false) ? clipped(plain, [-1, 1]) : plain;
}

/** MinMaxScaler: x · scale + min, clipped to the range if asked. */
export function minMaxScaler(estimator: Estimator, width: number): Step {
  const [factors, shifts] = [scales(estimator, width), numbers(estimator, 'min_', width)];
  const plain: Step = {
    width,
    columns: (input) => input.map((column, k) => multiplyAdd(column, factors[k]!, shifts[k]!)),
    values: (input) => input.map((value, k) => sum(product(asOperand(value), factors[k]!), shifts[k]!)),
  };
  return option(estimator, 'clip', [true, false], false)
    ? clipped(plain, numbers(estimator, 'feature_range', 2) as [number, number])
    : plain;
}

function scaler(
  width: number,
  { mean, scale }: { mean: readonly number[] | undefined; scale: readonly number[] | undefined },
): Step {
  return {
    width,
    columns: (input) => input.map((column, k) => standardise(column, mean?.[k] ?? 0, scale?.[k] ?? 1)),
    values: (input) => input.map((value, k) => quotient(difference(asOperand(value), mean?.[k] ?? 0), scale?.[k] ?? 1)),
  };
}

function clipped({ width, columns, values }: Step, [low, high]: readonly [number, number]): Step {
  return {
    width,
    columns: (input) => columns(input).map((column) => clip(column, low, high)),
    values: (input) => values(input).map((value) => within(value, low, high)),
  };
}

function scales(estimator: Estimator, width: number): number[] {
  const found = numbers(estimator, 'scale_', width);
  const wrong = found.find((scale) => scale <= 0);
  if (wrong !== undefined) throw refusal(estimator, `has ${wrong} in scale_; expected numbers above 0`);
  return found;
}
