import type { FeatureShape } from '../../../src/core/feature.ts';
import type { FeatureDefinition } from '../../models/definition.ts';
import type { TrainingRows } from '../rows/rows.ts';
import { crossShape } from './cross-shape.ts';
import { numericShape } from './numeric-shape.ts';

type Type = FeatureDefinition['type'];

/** Completes the definition of a feature of one kind by what it learns from rows before the fit. */
type Complete<T extends Type> = (
  definition: Extract<FeatureDefinition, { type: T }>,
  rows: TrainingRows,
  selected: Uint32Array,
) => Extract<FeatureShape, { type: T }>;

const asDefined = <Shape>(definition: Shape): Shape => definition;

/** What each kind of feature learns from the rows; most kinds learn nothing. */
const COMPLETE: { [T in Type]: Complete<T> } = {
  'one-hot': asDefined,
  cyclic: asDefined,
  numeric: numericShape,
  cross: crossShape,
};

/** Completes the definition of a feature from the rows that it will be trained on. */
export function featureShape(definition: FeatureDefinition, rows: TrainingRows, selected: Uint32Array): FeatureShape {
  const complete = COMPLETE[definition.type] as Complete<Type>;
  return complete(definition, rows, selected);
}
