import { type Estimator, list, refusal } from './estimator.ts';
import { showValue, type Value } from './value.ts';

/** The steps of a pipeline that do something, with their names. */
export function pipelineSteps(estimator: Estimator): { name: string; value: Value }[] {
  return list(estimator, 'steps').flatMap((item) => {
    const [name, value] = Array.isArray(item) ? item : [];
    if (typeof name !== 'string' || value === undefined)
      throw refusal(estimator, `has ${showValue(item)} for a step; expected a name and an estimator`);
    return value === 'passthrough' || value === null ? [] : [{ name, value }];
  });
}
