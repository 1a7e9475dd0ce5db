import type { Artifact } from '../../src/core/artifact.ts';
import { cellValue } from '../../src/core/decode.ts';
import { Failure } from '../cli/command.ts';
import { linearOnnx } from './onnx.ts';

/** One look-up table per field, by JSON value: what a hand-written service for this one model would hold. */
export interface Tables {
  intercept: number;
  tables: [field: string, logOdds: [value: string | number, logOdds: number][]][];
}

/** The tables of a variant. @throws {Failure} when it has other features than one-hot, which nobody writes by hand */
export function handWritten({ model, variant, intercept, fields, features }: Artifact): Tables {
  const tables = features.map((feature): Tables['tables'][number] => {
    if (feature.type !== 'one-hot')
      throw new Failure(
        `${model}/${variant} has a ${feature.type} feature: choose a variant with only one-hot features`,
      );
    const field = fields.find(({ name }) => name === feature.field)!;
    const entries = feature.coefficients.map((logOdds, cell): [string | number, number] => {
      if (field.type === 'category') return [field.vocabulary[cell]!, logOdds];
      return [Number(cellValue(field, cell)), logOdds];
    });
    return [feature.field, entries];
  });
  return { intercept, tables };
}

/** The tables as a module that the hand-written servers import; `columns` numbers all cells for a matrix. */
export function tablesModule({ intercept, tables }: Tables): string {
  return [
    `export const intercept = ${intercept};`,
    `export const tables = ${JSON.stringify(tables)}.map(([field, entries]) => [field, new Map(entries)]);`,
    `export const columns = new Map(tables.flatMap(([field, table]) => [...table.keys()].map((value) => field + '=' + value)).map((name, k) => [name, k]));`,
    '',
  ].join('\n');
}

/** The same model as ONNX, with one-hot columns in the order of `columns`. */
export function tablesOnnx({ intercept, tables }: Tables): Uint8Array {
  const weights = tables.flatMap(([, entries]) => entries.map(([, logOdds]) => logOdds));
  return linearOnnx(weights, intercept);
}
