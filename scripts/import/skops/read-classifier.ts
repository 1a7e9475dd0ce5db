import type { Column } from '../linear/column.ts';
import type { Weighted } from '../linear/field-sum.ts';
import { type StepValue, weightedSum } from '../linear/rounded.ts';
import { type Estimator, estimatorAt, list, numbers, option, refusal } from './estimator.ts';
import { pipelineSteps } from './pipeline.ts';
import { chain } from './read-step.ts';
import { showValue, type Value } from './value.ts';

/** A fitted classifier of two classes whose score is linear in columns. */
export interface Classifier {
  classes(): [string, string];
  /** The score as a sum of columns. */
  score(input: readonly Column[]): { intercept: number; columns: Weighted[] };
  /** The score of the values of one row, computed as scikit-learn does. */
  scoreOf(input: readonly StepValue[]): number;
}

/** Classifiers whose score is a logit. */
const LOGISTIC = [
  'sklearn.linear_model.LogisticRegression',
  'sklearn.linear_model.LogisticRegressionCV',
  'sklearn.linear_model.SGDClassifier',
];
/** Classifiers whose score only calibration makes a logit. */
const SCORES = ['sklearn.svm.LinearSVC', 'sklearn.linear_model.RidgeClassifier', 'sklearn.linear_model.Perceptron'];
const CALIBRATED = 'sklearn.calibration.CalibratedClassifierCV';
const FROZEN = 'sklearn.frozen.FrozenEstimator';
const PIPELINE = 'sklearn.pipeline.Pipeline';

/**
 * Reads a classifier, or a pipeline that ends with one, by its class, which must be one of the list.
 * @param steps the names of the steps that lead to it
 * @param width how many columns it gets
 * @param isCalibrated whether a calibration follows, so that its score need not be a logit
 * @throws {Failure} naming the class and the step
 */
export function readClassifier(
  value: Value,
  steps: readonly string[],
  width: number,
  isCalibrated = false,
): Classifier {
  const estimator = estimatorAt(value, steps);
  const { className, object } = estimator;
  if (className === PIPELINE) return pipeline(estimator, width, isCalibrated);
  if (className === FROZEN) return readClassifier(object.member('estimator') ?? null, steps, width, isCalibrated);
  if (className === CALIBRATED && !isCalibrated) return calibrated(estimator, width);
  if (LOGISTIC.includes(className) || (isCalibrated && SCORES.includes(className)))
    return linear(estimator, width, isCalibrated);
  const expected = [...LOGISTIC, CALIBRATED].map((name) => name.replace(/^.*\./, ''));
  throw refusal(estimator, `cannot be imported; expected one of ${expected.join(', ')}`);
}

function pipeline(estimator: Estimator, width: number, isCalibrated: boolean): Classifier {
  const items = pipelineSteps(estimator).map(({ name, value }) => ({ value, steps: [...estimator.steps, name] }));
  const last = items.pop();
  if (!last) throw refusal(estimator, 'has no steps');
  const before = chain(items, width);
  const classifier = readClassifier(last.value, last.steps, before.width, isCalibrated);
  return {
    classes: classifier.classes,
    score: (input) => classifier.score(before.columns(input)),
    scoreOf: (input) => classifier.scoreOf(before.values(input)),
  };
}

function linear(estimator: Estimator, width: number, isCalibrated: boolean): Classifier {
  const { className, object } = estimator;
  if (className.endsWith('.SGDClassifier') && !isCalibrated) option(estimator, 'loss', ['log_loss', 'log']);
  if (object.member('multi_class') === 'multinomial')
    throw refusal(
      estimator,
      'has multi_class "multinomial"; expected a fit with "ovr", or by scikit-learn 1.7 or later',
    );
  if (!isCalibrated) classesOf(estimator);
  const weights = numbers(estimator, 'coef_', width);
  const scalar = object.member('intercept_');
  const [intercept] =
    typeof scalar === 'number' && Number.isFinite(scalar) ? [scalar] : numbers(estimator, 'intercept_', 1);
  return {
    classes: () => classesOf(estimator),
    score: (input) => ({ intercept: intercept!, columns: input.map((column, k) => ({ column, weight: weights[k]! })) }),
    scoreOf: (input) => weightedSum(input, weights, intercept!),
  };
}

/** CalibratedClassifierCV by a sigmoid: expit(−(a · score + b)), which is a logit again. */
function calibrated(estimator: Estimator, width: number): Classifier {
  option(estimator, 'method', ['sigmoid']);
  const fits = list(estimator, 'calibrated_classifiers_');
  if (fits.length !== 1)
    throw refusal(estimator, `averages ${fits.length} classifiers; expected one, by ensemble=False`);
  const fit = estimatorAt(fits[0], estimator.steps);
  const calibrators = list(fit, 'calibrators', 1);
  const calibrator = estimatorAt(calibrators[0], estimator.steps);
  if (calibrator.className !== 'sklearn.calibration._SigmoidCalibration')
    throw refusal(estimator, `calibrates by ${showValue(calibrators[0])}; expected a sigmoid`);
  const [a, b] = ['a_', 'b_'].map((name) => scalarOf(calibrator, name)) as [number, number];
  const inner = readClassifier(
    fit.object.member('estimator') ?? fit.object.member('base_estimator') ?? null,
    estimator.steps,
    width,
    true,
  );
  return {
    classes: () => classesOf(estimator),
    score(input) {
      const { intercept, columns } = inner.score(input);
      return {
        intercept: -a * intercept - b,
        columns: columns.map(({ column, weight }) => ({ column, weight: -a * weight })),
      };
    },
    scoreOf: (input) => -(a * inner.scoreOf(input) + b),
  };
}

function scalarOf(estimator: Estimator, name: string): number {
  const value = estimator.object.member(name);
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw refusal(estimator, `has ${name} ${showValue(value)}; expected a finite number`);
}

function classesOf(estimator: Estimator): [string, string] {
  const classes = list(estimator, 'classes_');
  if (classes.length !== 2) throw refusal(estimator, `has ${classes.length} classes; expected 2`);
  const names = classes.map((name) => {
    if (typeof name === 'string' || typeof name === 'number') return String(name);
    if (typeof name === 'boolean') return name ? 'True' : 'False';
    throw refusal(estimator, `has the class ${showValue(name)}; expected texts, numbers or booleans`);
  });
  return names as [string, string];
}
