import type { Artifact, CrossFeature, Feature, Field } from './artifact.ts';
import { combinations } from './cross.ts';
import { type CrossTable, compileCrossTable, crossLogOdds } from './cross-table.ts';
import { cellCount, UNKNOWN } from './encode.ts';
import { regressors } from './feature.ts';
import { sigmoid } from './sigmoid.ts';
import { type CompiledTerm, compileTerm, groupOf } from './term.ts';

/** Groups of the row at hand, of term t at t + 1; the first is that of a term that is not there. Held by no one. */
let groups = new Int32Array(64);

type NumericFeature = Extract<Feature, { type: 'numeric' }>;

/** A cross of up to three terms, by their places in `groups`. */
interface ScorerCross {
  first: number;
  second: number;
  third: number;
  secondSize: number;
  thirdSize: number;
  table: CrossTable;
}

/** A variant ready to score: one table of log-odds per discrete field, the numeric terms, and the crosses. */
export interface Scorer {
  intercept: number;
  tables: readonly (Float64Array | undefined)[];
  numeric: readonly { position: number; field: Field; feature: NumericFeature }[];
  /** What the crosses are made of, each worked out once a row. */
  terms: readonly CompiledTerm[];
  crosses: readonly ScorerCross[];
}

/**
 * Adds up all features of a discrete field into one table, so that scoring is a sum of lookups.
 * The artifact must have passed `parseArtifact`.
 */
export function compileScorer(artifact: Pick<Artifact, 'intercept' | 'fields' | 'features'>): Scorer {
  const { intercept, fields, features } = artifact;
  const tables: (Float64Array | undefined)[] = fields.map(() => undefined);
  const numeric: { position: number; field: Field; feature: NumericFeature }[] = [];
  const terms = new Map<string, CompiledTerm>();
  const crosses: ScorerCross[] = [];
  for (const feature of features) {
    if (feature.type === 'cross') {
      crosses.push(compileScorerCross(feature, fields, terms));
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
  if (terms.size >= groups.length) groups = new Int32Array(2 * terms.size);
  return { intercept, tables, numeric, terms: [...terms.values()], crosses };
}

/** Compiles a cross, and those of its terms that no other one has. */
function compileScorerCross(
  { terms: own, cells, coefficients }: CrossFeature,
  fields: readonly Field[],
  terms: Map<string, CompiledTerm>,
): ScorerCross {
  const compiled = own.map((term) => {
    const name = JSON.stringify(term);
    const known = terms.get(name) ?? compileTerm(term, fields);
    terms.set(name, known);
    return { place: [...terms.keys()].indexOf(name) + 1, size: known.size };
  });
  const [first, second = MISSING, third = MISSING] = compiled;
  return {
    first: first!.place,
    second: second.place,
    third: third.place,
    secondSize: second.size,
    thirdSize: third.size,
    table: compileCrossTable(cells, coefficients, combinations(compiled)),
  };
}

/** The term that a cross of fewer than three lacks: always group 0 of 1. */
const MISSING = { place: 0, size: 1 };

function logOdds(feature: Exclude<Feature, { type: 'cross' }>, field: Field, cell: number): number {
  if (feature.type === 'one-hot') return feature.coefficients[cell]!;
  return regressors(feature, field, cell).reduce((sum, value, k) => sum + value * feature.coefficients[k]!, 0);
}

/** The logit (log-odds of the positive class) of a row as cells, which begin at `at` where there are several rows. */
export function logit({ intercept, tables, numeric, terms, crosses }: Scorer, cells: Float64Array, at = 0): number {
  let sum = intercept;
  for (let f = 0; f < tables.length; f++) {
    const table = tables[f];
    const cell = cells[at + f]!;
    if (table !== undefined && cell !== UNKNOWN) sum += table[cell]!;
  }
  for (const { position, field, feature } of numeric) sum += logOdds(feature, field, cells[at + position]!);
  if (crosses.length === 0) return sum;
  for (let t = 0; t < terms.length; t++) groups[t + 1] = groupOf(terms[t]!, cells, at);
  for (let k = 0; k < crosses.length; k++) {
    const { first, second, third, secondSize, thirdSize, table } = crosses[k]!;
    const a = groups[first]!;
    const b = groups[second]!;
    const c = groups[third]!;
    if ((a | b | c) >= 0) sum += crossLogOdds(table, (a * secondSize + b) * thirdSize + c);
  }
  return sum;
}

/** Probabilities of the negative and the positive class. */
export function prediction(logit: number): [number, number] {
  return [sigmoid(-logit), sigmoid(logit)];
}
