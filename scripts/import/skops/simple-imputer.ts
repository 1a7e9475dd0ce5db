import type { Column } from '../linear/column.ts';
import { impute, lookUp, missingIndicator, replace } from '../linear/operations.ts';
import { isMissing, plainValue, type StepValue } from '../linear/rounded.ts';
import { type Estimator, estimatorAt, list, numbers, option, refusal } from './estimator.ts';
import type { Step } from './step.ts';
import { showValue, type Value } from './value.ts';

/** What an imputer takes for missing: null for NaN and None, or a value that marks it. */
type Marker = string | number | null;

/** SimpleImputer: a value for missing ones, and perhaps a column for each one that says whether it was missing. */
export function simpleImputer(estimator: Estimator, width: number): Step {
  const marker = markerOf(estimator);
  const fills = list(estimator, 'statistics_', width).map((value) => fillOf(estimator, value));
  const kept = fills.flatMap((fill, k) => (fill === undefined ? [] : [{ k, fill }]));
  const flagged = option(estimator, 'add_indicator', [true, false], false) ? indicated(estimator, width) : [];
  const fill = (column: Column, value: string | number): Column => {
    const filled = marker === null ? impute(column, value) : replace(column, marker, value);
    if (filled) return filled;
    throw refusal(estimator, `puts ${JSON.stringify(value)} in place of values that another step made`);
  };
  const flag = (column: Column): Column => {
    const flags =
      marker === null
        ? missingIndicator(column)
        : lookUp(column, [marker], (value) => (value === null ? undefined : Number(value === marker)));
    if (flags) return flags;
    throw refusal(estimator, `looks for ${marker} in numbers of ${column.field} that were scaled before`);
  };
  return {
    width: kept.length + flagged.length,
    columns: (input) => [
      ...kept.map(({ k, fill: value }) => fill(input[k]!, value)),
      ...flagged.map((k) => flag(input[k]!)),
    ],
    values: (input) => [
      ...kept.map(({ k, fill: value }) => (isMarked(input[k]!, marker) ? value : input[k]!)),
      ...flagged.map((k) => Number(isMarked(input[k]!, marker))),
    ],
  };
}

function markerOf(estimator: Estimator): Marker {
  const marker = estimator.object.member('missing_values') ?? null;
  if (marker === null || Number.isNaN(marker)) return null;
  if (typeof marker === 'string' || Number.isFinite(marker)) return marker as string | number;
  throw refusal(estimator, `has missing_values ${showValue(marker)}; expected NaN, None, a text or a number`);
}

function isMarked(value: StepValue, marker: Marker): boolean {
  if (marker === null) return isMissing(value);
  if (isMissing(value)) throw new RangeError('a missing value is refused where another one marks it');
  return plainValue(value) === marker;
}

/** Undefined for a column without any value. */
function fillOf(estimator: Estimator, value: Value): string | number | undefined {
  if (typeof value === 'string' || Number.isFinite(value)) return value as string | number;
  if (value === null || Number.isNaN(value)) return undefined;
  throw refusal(estimator, `has ${showValue(value)} in statistics_; expected texts or finite numbers`);
}

function indicated(estimator: Estimator, width: number): number[] {
  const indicator = estimatorAt(estimator.object.member('indicator_'), estimator.steps);
  const found = numbers(indicator, 'features_');
  const wrong = found.find((k) => !Number.isInteger(k) || k < 0 || k >= width);
  if (wrong !== undefined) throw refusal(indicator, `has feature ${wrong}; expected one of 0 to ${width - 1}`);
  return found;
}
