import type { TrainingRows } from '../../../../../scripts/training/rows/rows.ts';
import type { Field } from '../../../../../src/core/artifact.ts';

export const FIELDS: Field[] = [
  { name: 'a', type: 'integer', description: '', minimum: 1, maximum: 3 },
  { name: 'b', type: 'integer', description: '', minimum: 0, maximum: 1 },
];
/** All pairs of values of the two fields. */
export const ROWS: TrainingRows = {
  fields: FIELDS,
  observations: 12,
  cells: new Map([
    ['a', Uint16Array.of(0, 0, 1, 1, 2, 2)],
    ['b', Uint16Array.of(0, 1, 0, 1, 0, 1)],
  ]),
  weight: Float64Array.of(1, 1, 2, 2, 3, 3),
  positives: new Float64Array(6),
  randomSplit: new Uint8Array(6),
  timeSplit: new Uint8Array(6),
};
