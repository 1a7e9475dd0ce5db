import * as z from 'zod';
import { clip, standardise } from '../linear/operations.ts';
import { columnPairs, type Metadata, parameter, refusal } from './metadata.ts';
import { asNumber, changes, type Stage } from './stage.ts';
import { shapes, stageData } from './stage-data.ts';

/** (value − mean) · factor + shift, number by number; a factor of 0 gives the shift. */
interface Scaling {
  mean: number;
  factor: number;
  shift: number;
}

const { vector } = shapes;
const inverse = (spread: number) => (spread === 0 ? 0 : 1 / spread);

/** StandardScalerModel. */
export async function standardScaler(metadata: Metadata): Promise<Stage> {
  const { mean, std } = await stageData(metadata, z.object({ mean: vector, std: vector }));
  const [withMean, withStd] = flags(metadata, 'withMean', 'withStd');
  return scaler(
    metadata,
    mean.map((own, k) => scaling(withMean ? own : 0, withStd ? inverse(std[k]!) : 1)),
  );
}

/** RobustScalerModel. */
export async function robustScaler(metadata: Metadata): Promise<Stage> {
  const { median, range } = await stageData(metadata, z.object({ median: vector, range: vector }));
  const [withCentering, withScaling] = flags(metadata, 'withCentering', 'withScaling');
  return scaler(
    metadata,
    range.map((own, k) => scaling(withCentering ? median[k]! : 0, withScaling ? inverse(own) : 1)),
  );
}

/** MaxAbsScalerModel. */
export async function maxAbsScaler(metadata: Metadata): Promise<Stage> {
  const { maxAbs } = await stageData(metadata, z.object({ maxAbs: vector }));
  return scaler(
    metadata,
    maxAbs.map((own) => scaling(0, own === 0 ? 1 : 1 / own)),
  );
}

/** MinMaxScalerModel. A number that is always the same becomes the middle of the range. */
export async function minMaxScaler(metadata: Metadata): Promise<Stage> {
  const { originalMin, originalMax } = await stageData(
    metadata,
    z.object({ originalMin: vector, originalMax: vector }),
  );
  const [low, high] = ['min', 'max'].map((name) => parameter(metadata, name, z.number())) as [number, number];
  return scaler(
    metadata,
    originalMin.map((own, k) => {
      const range = originalMax[k]! - own;
      return range === 0
        ? { mean: 0, factor: 0, shift: (low + high) / 2 }
        : { mean: own, factor: (high - low) / range, shift: low };
    }),
  );
}

function scaling(mean: number, factor: number): Scaling {
  return { mean, factor, shift: 0 };
}

function flags(metadata: Metadata, ...names: string[]): boolean[] {
  return names.map((name) => parameter(metadata, name, z.boolean()));
}

function scaler(metadata: Metadata, scalings: readonly Scaling[]): Stage {
  const [pair] = columnPairs(metadata);
  return changes([
    {
      ...pair!,
      change: {
        column(input) {
          if (input.length !== scalings.length)
            throw refusal(metadata, `scales ${scalings.length} numbers, and ${pair!.input} has ${input.length}`);
          return input.map((column, k) => {
            const { mean, factor, shift } = scalings[k]!;
            if (factor === 0) return clip(column, shift, shift);
            return standardise(column, mean - shift / factor, 1 / factor, (value) => (value - mean) * factor + shift);
          });
        },
        value: (input) =>
          input.map((value, k) => {
            const { mean, factor, shift } = scalings[k]!;
            return (asNumber(value) - mean) * factor + shift;
          }),
      },
    },
  ]);
}
