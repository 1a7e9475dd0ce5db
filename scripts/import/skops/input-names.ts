import { type Estimator, estimatorAt, list, refusal } from './estimator.ts';
import { pipelineSteps } from './pipeline.ts';
import type { Value } from './value.ts';

/** The most columns of the data that a model was fitted with. */
const MOST_COLUMNS = 10_000;
const PIPELINE = 'sklearn.pipeline.Pipeline';

/** The names of the columns that a model was fitted with, as its first estimator keeps them; x0, x1 … for arrays without names. */
export function inputNames(value: Value, steps: readonly string[] = []): string[] {
  const estimator = estimatorAt(value, steps);
  if (estimator.object.member('feature_names_in_') !== undefined) return namesOf(estimator);
  const count = estimator.object.member('n_features_in_');
  if (typeof count === 'number') return numbered(estimator, count);
  const [first] = estimator.className === PIPELINE ? pipelineSteps(estimator) : [];
  if (first) return inputNames(first.value, [...steps, first.name]);
  throw refusal(estimator, 'does not say how many columns it was fitted with');
}

function namesOf(estimator: Estimator): string[] {
  const names = list(estimator, 'feature_names_in_');
  if (
    names.length > MOST_COLUMNS ||
    !names.every((name) => typeof name === 'string') ||
    new Set(names).size < names.length
  ) {
    throw refusal(estimator, `has feature_names_in_ that are not up to ${MOST_COLUMNS} different texts`);
  }
  return names as string[];
}

function numbered(estimator: Estimator, count: number): string[] {
  if (!Number.isInteger(count) || count < 1 || count > MOST_COLUMNS) {
    throw refusal(estimator, `was fitted with ${count} columns; expected 1 to ${MOST_COLUMNS}`);
  }
  return Array.from({ length: count }, (_, k) => `x${k}`);
}
