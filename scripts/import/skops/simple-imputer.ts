import { impute, missingIndicator } from '../linear/operations.ts';
import { type Estimator, estimatorAt, list, numbers, option, refusal } from './estimator.ts';
import { isMissing, type Step } from './step.ts';
import { showValue, type Value } from './value.ts';

/** SimpleImputer: a value for missing ones, and perhaps a column for each one that says whether it was missing. */
export function simpleImputer(estimator: Estimator, width: number): Step {
  const marker = estimator.object.member('missing_values');
  if (marker !== null && !Number.isNaN(marker)) {
    throw refusal(estimator, `has missing_values ${showValue(marker)}; expected NaN or None`);
  }
  const fills = list(estimator, 'statistics_', width).map((value) => fillOf(estimator, value));
  const kept = fills.flatMap((fill, k) => (fill === undefined ? [] : [{ k, fill }]));
  const flagged = option(estimator, 'add_indicator', [true, false], false) ? indicated(estimator, width) : [];
  return {
    width: kept.length + flagged.length,
    columns: (input) => [
      ...kept.map(({ k, fill }) => {
        const column = impute(input[k]!, fill);
        if (column) return column;
        throw refusal(estimator, `puts the text ${JSON.stringify(fill)} in place of a number`);
      }),
      ...flagged.map((k) => missingIndicator(input[k]!)),
    ],
    values: (input) => [
      ...kept.map(({ k, fill }) => (isMissing(input[k]!) ? fill : input[k]!)),
      ...flagged.map((k) => Number(isMissing(input[k]!))),
    ],
  };
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
