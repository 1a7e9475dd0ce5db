import type { Outcome, RowValue } from '../linear/column.ts';
import { lookUp } from '../linear/operations.ts';
import { isMissing, plainValue } from '../linear/rounded.ts';
import { type Categories, positionOf, readCategories } from './categories.ts';
import { type Estimator, option, refusal } from './estimator.ts';
import type { Step } from './step.ts';
import { showValue } from './value.ts';

/** OrdinalEncoder: the position of a category as a number. */
export function ordinalEncoder(estimator: Estimator, width: number): Step {
  const categories = readCategories(estimator, width);
  const refusesUnknown = option(estimator, 'handle_unknown', ['error', 'use_encoded_value']) === 'error';
  const unknown = refusesUnknown ? undefined : numberOf(estimator, 'unknown_value');
  const missing = numberOf(estimator, 'encoded_missing_value');
  const find = (column: Categories) => (value: RowValue | undefined) => ordinal(column, value, { unknown, missing });
  return {
    width,
    columns: (input) =>
      input.map((column, k) => {
        const known = categories[k]!;
        const table = lookUp(column, [...known.positions.keys()], find(known));
        if (table) return table;
        throw refusal(estimator, `looks up numbers of ${column.field} that were scaled before`);
      }),
    values: (input) =>
      input.map((value, k) => {
        const found = find(categories[k]!)(plainValue(value));
        if (found === undefined) throw new RangeError(`${plainValue(value)} is an unknown category`);
        return found;
      }),
  };
}

function ordinal(
  column: Categories,
  value: RowValue | undefined,
  others: { unknown: Outcome; missing: number },
): Outcome {
  const position = positionOf(column, value);
  if (position === undefined) return others.unknown;
  if (isMissing(value)) return others.missing;
  return column.codes?.[position] ?? position;
}

/** A member that is a number or NaN; NaN if it is absent. */
function numberOf(estimator: Estimator, name: string): number {
  const value = estimator.object.member(name) ?? Number.NaN;
  if (typeof value === 'number' && Math.abs(value) !== Number.POSITIVE_INFINITY) return value;
  throw refusal(estimator, `has ${name} ${showValue(value)}; expected a number or NaN`);
}
