import type { FeatureShape } from '../../../src/core/feature.ts';
import { selectValues, sum } from '../../maths/vector.ts';
import type { FeatureDefinition, VariantDefinition } from '../../models/definition.ts';
import { baseRateStart, objective } from '../fit/objective.ts';
import { type PenalisedRows, penalisedRows } from '../fit/shrinkage.ts';
import type { Answer } from '../fit/steps.ts';
import { blockMatrix } from '../matrix/blocks.ts';
import { featureShape } from '../matrix/feature-shape.ts';
import { subsample, usableInnerSplit } from '../rows/inner-split.ts';
import type { TrainingRows } from '../rows/rows.ts';
import { learningRows } from './learning-rows.ts';
import { validationLoss } from './validation-loss.ts';

/** Rows to fit, and where their fits start. */
export interface StartedRows extends PenalisedRows {
  start: Float64Array;
}

/** What learned shrinkage asks of its training rows, which may be elsewhere. */
export interface LearnedRows {
  /** Their total weight. */
  weight: number;
  /** A sample of the inner training rows, and the loss of coefficients on the validation rows, if these have both classes. */
  inner(): Answer<{ training: StartedRows; loss: ((beta: Float64Array) => Answer<number>) | undefined }>;
  /** A sample of all training rows. */
  sample(): Answer<StartedRows>;
  /** All training rows, with the features that they complete, or with given ones. */
  all(shapes?: readonly FeatureShape[]): Answer<{ shapes: readonly FeatureShape[]; rows: StartedRows }>;
}

/** The selected rows in memory. */
export function learnedRows(
  { features, validation }: Pick<VariantDefinition, 'validation'> & { features: FeatureDefinition[] },
  rows: TrainingRows,
  selected: Uint32Array,
): LearnedRows {
  const most = learningRows(features);
  const shapesOf = (part: Uint32Array) => features.map((feature) => featureShape(feature, rows, part));
  const started = (shapes: readonly FeatureShape[], part: Uint32Array): StartedRows => {
    const penalties = new Float64Array(shapes.length);
    const likelihood = objective(shapes, rows, part, penalties);
    return { ...penalisedRows(likelihood), start: baseRateStart(likelihood) };
  };
  return {
    weight: sum(selectValues(rows.weight, selected)),
    inner() {
      const inner = usableInnerSplit(rows, subsample(selected, most * 2), validation);
      const train = subsample(inner?.train ?? selected, most);
      const shapes = shapesOf(train);
      const training = started(shapes, train);
      if (inner === undefined) return { training, loss: undefined };
      const validated = {
        matrix: blockMatrix(shapes, rows, inner.validation),
        weight: selectValues(rows.weight, inner.validation),
        positives: selectValues(rows.positives, inner.validation),
      };
      return { training, loss: (beta) => validationLoss(validated, beta) };
    },
    sample() {
      const part = subsample(selected, most);
      return started(shapesOf(part), part);
    },
    all(shapes = shapesOf(selected)) {
      return { shapes, rows: started(shapes, selected) };
    },
  };
}
