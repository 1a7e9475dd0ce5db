import type { RowValue } from './column.ts';
import { productError, sumError } from './rounding.ts';

/** A number as steps round it, and what rounding took from it: the exact one is value + lost, to about 30 digits. */
export interface Rounded {
  value: number;
  lost: number;
}

/** A value between two steps. */
export type StepValue = RowValue | Rounded;

type Operand = number | Rounded;

/** The value as the steps round it: it decides comparisons. */
export function plainValue(value: StepValue): RowValue {
  return typeof value === 'object' && value !== null ? value.value : value;
}

/** Whether a value is missing. */
export function isMissing(value: StepValue | undefined): boolean {
  return value === null || (value !== undefined && Number.isNaN(plainValue(value)));
}

/** A value that a step needs as a number; NaN if it is missing. */
export function asNumber(value: StepValue): number {
  const plain = plainValue(value);
  if (typeof plain === 'string') throw new RangeError(`${JSON.stringify(plain)} is not a number`);
  return plain ?? Number.NaN;
}

/** The same, with what it has lost. */
export function asOperand(value: StepValue): Rounded {
  return { value: asNumber(value), lost: typeof value === 'object' && value !== null ? value.lost : 0 };
}

export function sum(first: Operand, second: Operand): Rounded {
  const [a, b] = [asOperand(first), asOperand(second)];
  return { value: a.value + b.value, lost: sumError(a.value, b.value) + a.lost + b.lost };
}

export function difference(first: Operand, second: Operand): Rounded {
  const { value, lost } = asOperand(second);
  return sum(first, { value: -value, lost: -lost });
}

export function product(first: Operand, second: Operand): Rounded {
  const [a, b] = [asOperand(first), asOperand(second)];
  return { value: a.value * b.value, lost: productError(a.value, b.value) + a.lost * b.value + a.value * b.lost };
}

export function quotient(first: Operand, second: Operand): Rounded {
  const [a, b] = [asOperand(first), asOperand(second)];
  const value = a.value / b.value;
  const rest = a.value - value * b.value - productError(value, b.value) + a.lost - value * b.lost;
  return { value, lost: rest / b.value };
}

/** The number, but at least `low` and at most `high`. */
export function within(value: StepValue, low: number, high: number): Rounded {
  const { value: plain, lost } = asOperand(value);
  const clipped = Math.min(Math.max(plain, low), high);
  return { value: clipped, lost: clipped === plain ? lost : 0 };
}

/** Σ value · weight + intercept, with what the values have lost. */
export function weightedSum(values: readonly StepValue[], weights: readonly number[], intercept: number): number {
  let [plain, lost] = [0, 0];
  for (const [k, value] of values.entries()) {
    const operand = asOperand(value);
    plain += operand.value * weights[k]!;
    lost += operand.lost * weights[k]!;
  }
  return plain + intercept + lost;
}
