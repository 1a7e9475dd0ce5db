import type { Artifact, Feature, Field } from './artifact.ts';
import { cellCount, UNKNOWN } from './encode.ts';
import { regressors } from './feature.ts';
import { sigmoid } from './sigmoid.ts';

type NumericFeature = Extract<Feature, { type: 'numeric' }>;

/** A variant ready to score: one table of log-odds per discrete field, and the numeric terms. */
export interface Scorer {
  intercept: number;
  tables: readonly (Float64Array | undefined)[];
  numeric: readonly { position: number; field: Field; feature: NumericFeature }[];
}

/**
 * Adds up all features of a discrete field into one table, so that scoring is a sum of lookups.
 * The artifact must have passed `checkArtifact`.
 */
export function compileScorer(artifact: Pick<Artifact, 'intercept' | 'fields' | 'features'>): Scorer {
  const { intercept, fields, features } = artifact;
  const tables: (Float64Array | undefined)[] = fields.map(() => undefined);
  const numeric: { position: number; field: Field; feature: NumericFeature }[] = [];
  for (const feature of features) {
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
  return { intercept, tables, numeric };
}

function logOdds(feature: Feature, field: Field, cell: number): number {
  if (feature.type === 'one-hot') return feature.coefficients[cell]!;
  return regressors(feature, field, cell).reduce((sum, value, k) => sum + value * feature.coefficients[k]!, 0);
}

/** The logit (log-odds of the positive class) of a row that `encodeRow` turned into cells. */
export function logit(scorer: Scorer, cells: Float64Array): number {
  let sum = scorer.intercept;
  const { tables, numeric } = scorer;
  for (let f = 0; f < tables.length; f++) {
    const table = tables[f];
    const cell = cells[f]!;
    if (table !== undefined && cell !== UNKNOWN) sum += table[cell]!;
  }
  for (const { position, field, feature } of numeric) sum += logOdds(feature, field, cells[position]!);
  return sum;
}

/** Probabilities of the negative and the positive class. */
export function prediction(logit: number): [number, number] {
  return [sigmoid(-logit), sigmoid(logit)];
}
