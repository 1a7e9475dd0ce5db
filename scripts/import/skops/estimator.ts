import { Failure } from '../../cli/failure.ts';
import { isArray, isObject, type PythonObject, showValue, type Value } from './value.ts';

/** An estimator of scikit-learn: what it is, and where in the pipeline. */
export interface Estimator {
  /** Its class without private modules: `sklearn.preprocessing.OneHotEncoder`. */
  className: string;
  /** Its class and step, for errors: `OneHotEncoder of step "prep → cat"`. */
  title: string;
  /** The names of the steps that lead to it. */
  steps: readonly string[];
  object: PythonObject;
}

/** An estimator at some place of a pipeline. @throws {Failure} if the value is no object of a class */
export function estimatorAt(value: Value | undefined, steps: readonly string[]): Estimator {
  const place = steps.length === 0 ? 'the model' : `step "${steps.join(' → ')}"`;
  if (!isObject(value) || !/^[\w.]+$/.test(value.className))
    throw new Failure(`${place} is ${showValue(value)}; expected an estimator of scikit-learn`);
  const className = value.className.slice(0, 200).replace(/\._\w+(?=\.)/g, '');
  const name = className.replace(/^.*\./, '');
  return { className, title: steps.length === 0 ? name : `${name} of ${place}`, steps, object: value };
}

/** A failure that names an estimator. */
export function refusal({ title }: Estimator, problem: string): Failure {
  return new Failure(`${title} ${problem}`);
}

/** A member that must be one of some texts, numbers, booleans or null. */
export function option<const T extends string | number | boolean | null>(
  estimator: Estimator,
  name: string,
  allowed: readonly T[],
  absent?: NoInfer<T>,
): T {
  const member = estimator.object.member(name);
  const value = member === undefined ? absent : member;
  const found = allowed.find((known) => known === value);
  if (found !== undefined) return found;
  throw refusal(
    estimator,
    `has ${name} ${showValue(value)}; expected ${allowed.map((known) => JSON.stringify(known)).join(' or ')}`,
  );
}

/** A member that is a list or array of finite numbers. @param length how many, if that is known */
export function numbers(estimator: Estimator, name: string, length?: number): number[] {
  const value = estimator.object.member(name);
  const found = isArray(value) ? value.values : Array.isArray(value) ? value : undefined;
  if (!found) throw refusal(estimator, `has ${name} ${showValue(value)}; expected numbers`);
  const wrong = found.find((item) => !Number.isFinite(item));
  if (wrong !== undefined) throw refusal(estimator, `has ${showValue(wrong)} in ${name}; expected finite numbers`);
  if (length !== undefined && found.length !== length)
    throw refusal(estimator, `has ${found.length} numbers in ${name}; expected ${length}`);
  return found as number[];
}

/** The members of a list. @param length how many, if that is known */
export function list(estimator: Estimator, name: string, length?: number): readonly Value[] {
  const value = estimator.object.member(name);
  const found = isArray(value) ? value.values : value;
  if (!Array.isArray(found)) throw refusal(estimator, `has ${name} ${showValue(value)}; expected a list`);
  if (length !== undefined && found.length !== length)
    throw refusal(estimator, `has ${found.length} items in ${name}; expected ${length}`);
  return found;
}
