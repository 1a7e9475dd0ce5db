import type { Field } from '../../../src/core/artifact.ts';
import { knownCount } from '../../../src/core/cell.ts';
import type { FeatureDefinition } from '../../models/definition.ts';

/** Bins of a number, from its broad shape to what is left of it. */
const RESOLUTIONS = [4, 16, 64];

/** The parts of a timestamp that are features by themselves; the hour only where the data know it. */
const PARTS_ALONE = ['hour', 'weekday', 'day', 'month'] as const;

/**
 * Of every number its slope and its bins at several resolutions, of every timestamp its parts; a coefficient for every
 * value of any other field.
 */
export function additiveFeatures(fields: readonly Field[]): FeatureDefinition[] {
  return fields.flatMap((field): FeatureDefinition[] => {
    const { name } = field;
    if (field.type === 'timestamp') {
      const parts = PARTS_ALONE.filter((part) => part !== 'hour' || field.unit !== 'day');
      return parts.map((part) => ({ type: 'one-hot', field: name, part }));
    }
    if (field.type !== 'number') return [{ type: 'one-hot', field: name }];
    const coarser = RESOLUTIONS.filter((bins) => bins < knownCount(field));
    const blocks = coarser.map((bins): FeatureDefinition => ({ type: 'one-hot', field: name, bins }));
    return [
      { type: 'numeric', field: name },
      ...blocks,
      ...(field.edges ? [{ type: 'one-hot' as const, field: name }] : []),
    ];
  });
}
