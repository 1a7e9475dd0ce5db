import type { Artifact, Feature, Field } from './artifact.ts';
import { combinations } from './combination.ts';
import { type CrossTable, compileCrossTable, crossValue } from './cross-table.ts';
import { cellCount, UNKNOWN } from './encode.ts';
import { featureFields, fieldKindOf } from './feature.ts';
import { sigmoid } from './sigmoid.ts';
import { type CompiledTerm, compileTerm, groupOf } from './term.ts';

type CrossFeature = Extract<Feature, { type: 'cross' }>;

/** A feature of a number: its log-odds are worked out for every row. */
interface ScorerFormula {
  position: number;
  logOdds: (cell: number) => number;
}

/** A cross of up to three terms, by their places in `scratch`. */
interface ScorerCross {
  first: number;
  second: number;
  third: number;
  secondSize: number;
  thirdSize: number;
  table: CrossTable;
  /** The fields that it reads. */
  fields: readonly string[];
}

/** A variant ready to score: a table of log-odds per discrete field, the formulas, and the crosses. */
export interface Scorer {
  intercept: number;
  tables: readonly (Float64Array | undefined)[];
  formulas: readonly ScorerFormula[];
  /** The terms of the crosses: the group of each is looked up once per row. */
  terms: readonly CompiledTerm[];
  crosses: readonly ScorerCross[];
  /** Overwritten by every row: the group of term t is at t + 1; place 0 stands for an absent term. */
  scratch: Int32Array;
}

/**
 * Adds up the features of a discrete field into one table, so that scoring is a sum of look-ups.
 * The artifact must have passed `parseArtifact`.
 */
export function compileScorer(artifact: Pick<Artifact, 'intercept' | 'fields' | 'features'>): Scorer {
  const { intercept, fields, features } = artifact;
  const tables: (Float64Array | undefined)[] = fields.map(() => undefined);
  const formulas: ScorerFormula[] = [];
  const terms = new Map<string, CompiledTerm>();
  const crosses: ScorerCross[] = [];
  for (const feature of features) {
    if (feature.type === 'cross') {
      crosses.push(compileScorerCross(feature, fields, terms));
      continue;
    }
    const position = fields.findIndex((field) => field.name === feature.field);
    const field = fields[position]!;
    const logOdds = compileLogOdds(feature, field);
    if (fieldKindOf(feature).types.includes('number')) {
      formulas.push({ position, logOdds });
      continue;
    }
    tables[position] ??= new Float64Array(cellCount(field));
    const table = tables[position];
    for (let cell = 0; cell < table.length; cell++) table[cell]! += logOdds(cell);
  }
  const scratch = new Int32Array(terms.size + 1);
  return { intercept, tables, formulas, terms: [...terms.values()], crosses, scratch };
}

/** Compiles a cross, and those of its terms that no other cross has. */
function compileScorerCross(
  feature: CrossFeature,
  fields: readonly Field[],
  terms: Map<string, CompiledTerm>,
): ScorerCross {
  const compiled = feature.terms.map((term) => {
    const name = JSON.stringify(term);
    const known = terms.get(name) ?? compileTerm(term, fields);
    terms.set(name, known);
    return { place: [...terms.keys()].indexOf(name) + 1, size: known.size };
  });
  const [first, second = NO_TERM, third = NO_TERM] = compiled;
  return {
    first: first!.place,
    second: second.place,
    third: third.place,
    secondSize: second.size,
    thirdSize: third.size,
    table: compileCrossTable(feature.cells, feature.coefficients, combinations(compiled), 0),
    fields: featureFields(feature),
  };
}

/** The term that a cross of fewer than three lacks: always group 0 of 1. */
const NO_TERM = { place: 0, size: 1 };

function compileLogOdds(feature: Exclude<Feature, CrossFeature>, field: Field): (cell: number) => number {
  const { values } = fieldKindOf(feature);
  const coefficients: readonly number[] = feature.coefficients;
  if (values === undefined) return (cell) => coefficients[cell]!;
  return (cell) => {
    const row = values(feature, field, cell);
    let sum = 0;
    for (let k = 0; k < row.length; k++) sum += row[k]! * coefficients[k]!;
    return sum;
  };
}

/** The logit (log-odds of the positive class) of a row as cells, which begin at `at` if there are several rows. */
export function logit(scorer: Scorer, cells: Float64Array, at = 0): number {
  const { intercept, tables, formulas, terms, crosses, scratch } = scorer;
  let sum = intercept;
  for (let f = 0; f < tables.length; f++) {
    const table = tables[f];
    const cell = cells[at + f]!;
    if (table !== undefined && cell !== UNKNOWN) sum += table[cell]!;
  }
  for (const { position, logOdds } of formulas) sum += logOdds(cells[at + position]!);
  if (crosses.length === 0) return sum;
  for (let t = 0; t < terms.length; t++) scratch[t + 1] = groupOf(terms[t]!, cells, at);
  for (let k = 0; k < crosses.length; k++) {
    const { first, second, third, secondSize, thirdSize, table } = crosses[k]!;
    const a = scratch[first]!;
    const b = scratch[second]!;
    const c = scratch[third]!;
    if ((a | b | c) >= 0) sum += crossValue(table, (a * secondSize + b) * thirdSize + c);
  }
  return sum;
}

/** The logit of each of the first `count` rows, whose cells follow one another. */
export function logitsOf(scorer: Scorer, { cells, count }: { cells: Float64Array; count: number }): Float64Array {
  const width = scorer.tables.length;
  const logits = new Float64Array(count);
  for (let row = 0; row < count; row++) logits[row] = logit(scorer, cells, row * width);
  return logits;
}

/** Probabilities of the negative and the positive class. */
export function prediction(logit: number): [number, number] {
  return [sigmoid(-logit), sigmoid(logit)];
}
