import type { Column } from '../linear/column.ts';
import type { StepValue } from '../linear/rounded.ts';
import type { Value } from './value.ts';

/** A fitted step of a pipeline. Both functions take as many columns as the step was fitted with. */
export interface Step {
  /** How many columns it makes. */
  width: number;
  /** What the step makes of columns as functions of fields. @throws {Failure} if that cannot be represented */
  columns(input: readonly Column[]): Column[];
  /**
   * What the step makes of the values of one row, computed as scikit-learn does; null and NaN are missing.
   * @throws {RangeError} where scikit-learn raises an error
   */
  values(input: readonly StepValue[]): StepValue[];
}

/** Reads a step at a place of the pipeline that gets so many columns. */
export type ReadStep = (value: Value, steps: readonly string[], width: number) => Step;
