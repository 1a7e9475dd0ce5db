import { columnTransformer, featureUnion } from './column-transformer.ts';
import { type Estimator, estimatorAt, refusal } from './estimator.ts';
import { kBinsDiscretizer } from './k-bins-discretizer.ts';
import { oneHotEncoder } from './one-hot-encoder.ts';
import { ordinalEncoder } from './ordinal-encoder.ts';
import { pipelineSteps } from './pipeline.ts';
import { maxAbsScaler, minMaxScaler, robustScaler, standardScaler } from './scalers.ts';
import { simpleImputer } from './simple-imputer.ts';
import type { ReadStep, Step } from './step.ts';
import { showValue, type Value } from './value.ts';

/** The steps that can be read, by their classes without private modules. */
const READERS: ReadonlyMap<string, (estimator: Estimator, width: number, readStep: ReadStep) => Step> = new Map([
  ['sklearn.compose.ColumnTransformer', columnTransformer],
  ['sklearn.impute.SimpleImputer', simpleImputer],
  ['sklearn.pipeline.FeatureUnion', featureUnion],
  ['sklearn.pipeline.Pipeline', pipeline],
  ['sklearn.preprocessing.FunctionTransformer', functionTransformer],
  ['sklearn.preprocessing.KBinsDiscretizer', kBinsDiscretizer],
  ['sklearn.preprocessing.MaxAbsScaler', maxAbsScaler],
  ['sklearn.preprocessing.MinMaxScaler', minMaxScaler],
  ['sklearn.preprocessing.OneHotEncoder', oneHotEncoder],
  ['sklearn.preprocessing.OrdinalEncoder', ordinalEncoder],
  ['sklearn.preprocessing.RobustScaler', robustScaler],
  ['sklearn.preprocessing.StandardScaler', standardScaler],
]);

/**
 * Reads a fitted step by its class, which must be one of the list.
 * @param steps the names of the steps that lead to it
 * @param width how many columns it gets
 * @throws {Failure} naming the class and the step, for a class or an option that cannot be represented
 */
export function readStep(value: Value, steps: readonly string[], width: number): Step {
  if (value === 'passthrough') return passthrough(width);
  const estimator = estimatorAt(value, steps);
  const read = READERS.get(estimator.className);
  if (!read)
    throw refusal(
      estimator,
      `cannot be imported; expected one of ${[...READERS.keys()].map((name) => name.replace(/^.*\./, '')).join(', ')}`,
    );
  const found = estimator.object.member('n_features_in_');
  if (typeof found === 'number' && found !== width)
    throw refusal(estimator, `was fitted with ${found} columns and gets ${width}`);
  return read(estimator, width, readStep);
}

function passthrough(width: number): Step {
  return { width, columns: (input) => [...input], values: (input) => [...input] };
}

/** FunctionTransformer without a function, which is how scikit-learn keeps "passthrough". */
function functionTransformer(estimator: Estimator, width: number): Step {
  const func = estimator.object.member('func') ?? null;
  if (func !== null) throw refusal(estimator, `calls the function ${showValue(func)}; expected none`);
  return passthrough(width);
}

function pipeline(estimator: Estimator, width: number): Step {
  return chain(
    pipelineSteps(estimator).map(({ name, value }) => ({ value, steps: [...estimator.steps, name] })),
    width,
  );
}

/** Steps one after another. */
export function chain(items: readonly { value: Value; steps: readonly string[] }[], width: number): Step {
  return items.reduce<Step>((before, { value, steps }) => {
    const step = readStep(value, steps, before.width);
    return {
      width: step.width,
      columns: (input) => step.columns(before.columns(input)),
      values: (input) => step.values(before.values(input)),
    };
  }, passthrough(width));
}
