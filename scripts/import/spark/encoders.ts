import * as z from 'zod';
import { binColumn } from '../linear/bin-column.ts';
import type { Column, Level } from '../linear/column.ts';
import { impute, lookUp } from '../linear/operations.ts';
import { columnPairs, type Metadata, parameter, refusal } from './metadata.ts';
import { asNumber, changes, type Stage } from './stage.ts';
import { shapes, stageData } from './stage-data.ts';

const handleInvalid = z.enum(['error', 'skip', 'keep']);

/** The labels of a StringIndexerModel, by input. */
export async function indexerLabels(metadata: Metadata): Promise<string[][]> {
  const { labelsArray, labels } = await stageData(
    metadata,
    z.object({ labelsArray: z.array(shapes.texts).optional(), labels: shapes.texts.optional() }),
  );
  return labelsArray ?? (labels ? [labels] : []);
}

/** StringIndexerModel: the position of a text; one more for unknown and missing ones, if they are kept. */
export async function stringIndexer(metadata: Metadata): Promise<Stage> {
  const keeps = parameter(metadata, 'handleInvalid', handleInvalid) === 'keep';
  const labels = await indexerLabels(metadata);
  return changes(
    columnPairs(metadata).map((pair, k) => {
      const own = labels[k];
      if (own === undefined) throw refusal(metadata, `has no labels for ${pair.input}`);
      const positions = new Map(own.map((label, position) => [label, position]));
      const other = keeps ? own.length : undefined;
      const find = (value: unknown) => positions.get(String(value)) ?? other;
      return {
        ...pair,
        change: {
          column: ([input]) => {
            const table = lookUp(input!, own, (value) => (value === null ? other : find(value)));
            if (table) return [table];
            throw refusal(metadata, `looks up numbers of ${pair.input} that were scaled before`);
          },
          value: ([value]) => {
            const position = value === null ? other : find(value);
            if (position === undefined) throw new RangeError(`${value} is no label of ${pair.input}`);
            return [position];
          },
        },
      };
    }),
  );
}

/** OneHotEncoderModel: a vector with a 1 at the index; the last index has none with `dropLast`. */
export async function oneHotEncoder(metadata: Metadata): Promise<Stage> {
  const keeps = parameter(metadata, 'handleInvalid', z.enum(['error', 'keep'])) === 'keep';
  const dropsLast = parameter(metadata, 'dropLast', z.boolean());
  const { categorySizes } = await stageData(metadata, z.object({ categorySizes: shapes.integers }));
  return changes(
    columnPairs(metadata).map((pair, k) => {
      const size = categorySizes[k];
      if (size === undefined || size < 1 || size > MOST_LEVELS)
        throw refusal(metadata, `has ${size} categories for ${pair.input}; expected at most ${MOST_LEVELS}`);
      const width = size + Number(keeps) - Number(dropsLast);
      const indexOf = (value: number) => (value >= 0 && value < size ? Math.trunc(value) : keeps ? size : undefined);
      const keys = Array.from({ length: size }, (_, index) => index);
      return {
        ...pair,
        change: {
          column: ([input]) => {
            const code = lookUp(input!, keys, (value) => (value === null ? undefined : indexOf(Number(value ?? -1))));
            if (!code) throw refusal(metadata, `looks up numbers of ${pair.input} that were scaled before`);
            return Array.from({ length: width }, (_, level): Level => {
              return { kind: 'level', field: input!.field, code, level, on: 1, off: 0 };
            });
          },
          value: ([value]) => {
            const index = indexOf(asNumber(value));
            if (index === undefined) throw new RangeError(`${value} is no index of ${pair.input}`);
            return Array.from({ length: width }, (_, level) => Number(level === index));
          },
        },
      };
    }),
  );
}

const MOST_LEVELS = 100_000;

const split = z.union([z.number(), z.enum(['-Inf', 'Inf'])]).transform((value) => {
  if (typeof value === 'number') return value;
  return value === 'Inf' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
});

/** Bucketizer: the bin of a number; one more for missing ones, if they are kept. The first and last bin must be open. */
export function bucketizer(metadata: Metadata): Stage {
  const keeps = parameter(metadata, 'handleInvalid', handleInvalid) === 'keep';
  const several = parameter(metadata, 'splitsArray', z.array(z.array(split)).optional());
  const all = several ?? [parameter(metadata, 'splits', z.array(split))];
  return changes(
    columnPairs(metadata).map((pair, k) => {
      const splits = all[k] ?? [];
      const edges = splits.slice(1, -1);
      if (splits[0] !== Number.NEGATIVE_INFINITY || splits.at(-1) !== Number.POSITIVE_INFINITY)
        throw refusal(metadata, `fails for numbers beyond its splits; expected splits from -Infinity to Infinity`);
      const missing = keeps ? edges.length + 1 : undefined;
      return {
        ...pair,
        change: {
          column: ([input]) => {
            const bins = binColumn(input!, edges);
            return [{ ...bins, missing: bins.missing ?? missing }];
          },
          value: ([value]) => {
            if (keeps && (value === null || Number.isNaN(value))) return [edges.length + 1];
            const number = asNumber(value);
            return [edges.filter((edge) => edge <= number).length];
          },
        },
      };
    }),
  );
}

/** ImputerModel: a number for missing ones. */
export async function imputer(metadata: Metadata): Promise<Stage> {
  const marker = parameter(metadata, 'missingValue', z.unknown());
  if (marker !== 'NaN') throw refusal(metadata, `has missingValue ${JSON.stringify(marker)}; expected NaN`);
  const data = await stageData(metadata, z.record(z.string(), z.number()));
  return changes(
    columnPairs(metadata).map((pair) => {
      const fill = data[pair.input];
      if (fill === undefined) throw refusal(metadata, `has no number for ${pair.input}`);
      return {
        ...pair,
        change: {
          column: ([input]) => [impute(input!, fill) as Column],
          value: ([value]) => [value === null || Number.isNaN(value) ? fill : value!],
        },
      };
    }),
  );
}
