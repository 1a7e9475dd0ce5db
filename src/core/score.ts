import type { Artifact, Feature, Field } from './artifact.ts';
import { type CompiledCross, combinationOf, compileCross } from './cross.ts';
import { cellCount, UNKNOWN } from './encode.ts';
import { regressors } from './feature.ts';
import { sigmoid } from './sigmoid.ts';

type NumericFeature = Extract<Feature, { type: 'numeric' }>;

/** A variant ready to score: one table of log-odds per discrete field, the numeric terms, and the crosses. */
export interface Scorer {
  intercept: number;
  tables: readonly (Float64Array | undefined)[];
  numeric: readonly { position: number; field: Field; feature: NumericFeature }[];
  crosses: readonly { cross: CompiledCross; coefficients: Float64Array }[];
}

/**
 * Adds up all features of a discrete field into one table, so that scoring is a sum of lookups.
 * The artifact must have passed `parseArtifact`.
 */
export function compileScorer(artifact: Pick<Artifact, 'intercept' | 'fields' | 'features'>): Scorer {
  const { intercept, fields, features } = artifact;
  const tables: (Float64Array | undefined)[] = fields.map(() => undefined);
  const numeric: { position: number; field: Field; feature: NumericFeature }[] = [];
  const crosses: { cross: CompiledCross; coefficients: Float64Array }[] = [];
  for (const feature of features) {
    if (feature.type === 'cross') {
      crosses.push({ cross: compileCross(feature, fields), coefficients: Float64Array.from(feature.coefficients) });
      continue;
    }
    const position = fields.findIndex((field) => field.name === feature.field);
    const field = fields[position]!;
    if (feature.type === 'numeric') {
      numeric.push({ position, field, feature });
      continue;
    }
    tables[position] ??= new Float64Array(cellCount(field));
    const table = tables[position];
    for (let cell = 0; cell < table.length; cell++) table[cell]! += logOdds(feature, field, cell);
  }
  return { intercept, tables, numeric, crosses };
}

function logOdds(feature: Exclude<Feature, { type: 'cross' }>, field: Field, cell: number): number {
  if (feature.type === 'one-hot') return feature.coefficients[cell]!;
  return regressors(feature, field, cell).reduce((sum, value, k) => sum + value * feature.coefficients[k]!, 0);
}

/** The logit (log-odds of the positive class) of a row that `encodeRow` turned into cells. */
export function logit({ intercept, tables, numeric, crosses }: Scorer, cells: Float64Array): number {
  let sum = intercept;
  for (let f = 0; f < tables.length; f++) {
    const table = tables[f];
    const cell = cells[f]!;
    if (table !== undefined && cell !== UNKNOWN) sum += table[cell]!;
  }
  for (const { position, field, feature } of numeric) sum += logOdds(feature, field, cells[position]!);
  for (const { cross, coefficients } of crosses) {
    const combination = combinationOf(cross.terms, cells);
    const position = combination === UNKNOWN ? -1 : cross.position(combination);
    if (position >= 0) sum += coefficients[position]!;
  }
  return sum;
}

/** Probabilities of the negative and the positive class. */
export function prediction(logit: number): [number, number] {
  return [sigmoid(-logit), sigmoid(logit)];
}
