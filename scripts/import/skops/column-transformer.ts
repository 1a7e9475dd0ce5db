import { type Estimator, list, option, refusal } from './estimator.ts';
import type { ReadStep, Step } from './step.ts';
import { isObject, showValue, type Value } from './value.ts';

/** A transformer and the positions of its columns. */
interface Part {
  step: Step;
  inputs: readonly number[];
}

/** ColumnTransformer: its transformers side by side, the remainder last. */
export function columnTransformer(estimator: Estimator, width: number, readStep: ReadStep): Step {
  checkWeights(estimator);
  const parts = list(estimator, 'transformers_').flatMap((item) => partOf(estimator, item, width, readStep));
  return sideBySide(parts);
}

/** FeatureUnion: all columns go through each of its transformers. */
export function featureUnion(estimator: Estimator, width: number, readStep: ReadStep): Step {
  checkWeights(estimator);
  const inputs = Array.from({ length: width }, (_, k) => k);
  return sideBySide(
    list(estimator, 'transformer_list').flatMap((item) => {
      const [name, transformer] = pairOf(estimator, item);
      return transformer === 'drop' ? [] : [{ inputs, step: readStep(transformer, [...estimator.steps, name], width) }];
    }),
  );
}

function checkWeights(estimator: Estimator): void {
  option(estimator, 'transformer_weights', [null], null);
}

/** Parts that make no columns are left out: their fields are not asked for. */
function sideBySide(all: readonly Part[]): Step {
  const parts = all.filter(({ step }) => step.width > 0);
  const pick = <T>(input: readonly T[], { inputs }: Part) => inputs.map((k) => input[k]!);
  return {
    width: parts.reduce((sum, { step }) => sum + step.width, 0),
    columns: (input) => parts.flatMap((part) => part.step.columns(pick(input, part))),
    values: (input) => parts.flatMap((part) => part.step.values(pick(input, part))),
  };
}

function partOf(estimator: Estimator, item: Value, width: number, readStep: ReadStep): Part[] {
  const [name, transformer] = pairOf(estimator, item);
  const inputs = inputsOf(estimator, name, width);
  if (transformer === 'drop' || inputs.length === 0) return [];
  return [{ inputs, step: readStep(transformer, [...estimator.steps, name], inputs.length) }];
}

function pairOf(estimator: Estimator, item: Value): [name: string, transformer: Value] {
  const [name, transformer] = Array.isArray(item) ? item : [];
  if (typeof name === 'string' && transformer !== undefined) return [name, transformer];
  throw refusal(estimator, `has ${showValue(item)} for a transformer; expected a name and an estimator`);
}

function inputsOf(estimator: Estimator, name: string, width: number): number[] {
  const indices = estimator.object.member('_transformer_to_input_indices');
  const found = isObject(indices) ? indices.member(name) : undefined;
  const isPosition = (k: Value) => Number.isInteger(k) && (k as number) >= 0 && (k as number) < width;
  if (Array.isArray(found) && found.every(isPosition)) return found as number[];
  throw refusal(
    estimator,
    `has no columns for its transformer ${JSON.stringify(name)} in _transformer_to_input_indices`,
  );
}
