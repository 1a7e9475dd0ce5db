import type { Artifact, Feature, Field } from './artifact.ts';
import { UNKNOWN } from './cell.ts';
import { columnCount, type WorkedOut, workedOutColumns, writeColumns } from './columns.ts';
import { combinations } from './combination.ts';
import { type CrossTable, compileCrossTable, crossValue } from './cross-table.ts';
import { featureFields } from './feature.ts';
import { compileFieldTable, compileFormula, type Formula } from './field-table.ts';
import { sigmoid } from './sigmoid.ts';
import { type CompiledTerm, compileTerm, groupOf } from './term.ts';

type CrossFeature = Extract<Feature, { type: 'cross' }>;

/** A cross of up to three terms, by their places in `scratch.groups`. */
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

/** A variant ready to score: a table of log-odds per column, the formulas, and the crosses of several columns. */
export interface Scorer {
  intercept: number;
  /** Number of cells of a row. */
  width: number;
  tables: readonly (Float64Array | undefined)[];
  formulas: readonly Formula[];
  /** The columns that tables or terms need beyond the cells: each is worked out once per row. */
  workedOut: readonly WorkedOut[];
  /** The terms of the crosses: the group of each is looked up once per row. */
  terms: readonly CompiledTerm[];
  crosses: readonly ScorerCross[];
  scratch: {
    /** Overwritten by every row: its columns. */
    row: Float64Array;
    /** The group of term t is at t + 1; place 0 stands for an absent term. */
    groups: Int32Array;
  };
}

/**
 * Adds up all features of a column into one table, so that scoring is a sum of look-ups.
 * The artifact must have passed `parseArtifact`.
 */
export function compileScorer(artifact: Pick<Artifact, 'intercept' | 'fields' | 'features'>): Scorer {
  const { intercept, fields, features } = artifact;
  const tables: (Float64Array | undefined)[] = new Array(columnCount(fields)).fill(undefined);
  const formulas: Formula[] = [];
  const terms = new Map<string, CompiledTerm>();
  const crosses: ScorerCross[] = [];
  for (const feature of features) {
    const own = compileFieldTable(feature, fields);
    if (own) {
      tables[own.column] ??= new Float64Array(own.logOdds.length);
      const table = tables[own.column]!;
      for (let cell = 0; cell < table.length; cell++) table[cell]! += own.logOdds[cell]!;
    } else if (feature.type === 'cross') crosses.push(compileScorerCross(feature, fields, terms));
    else formulas.push(compileFormula(feature, fields));
  }
  const used = [...terms.values()];
  return {
    intercept,
    tables,
    formulas,
    width: fields.length,
    workedOut: workedOutColumns(
      fields,
      (column) => tables[column] !== undefined || used.some(({ first }) => first === column),
    ),
    terms: used,
    crosses,
    scratch: { row: new Float64Array(tables.length), groups: new Int32Array(used.length + 1) },
  };
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

/** The logit (log-odds of the positive class) of a row as cells, which begin at `at` if there are several rows. */
export function logit(scorer: Scorer, cells: Float64Array, at = 0): number {
  const { intercept, width, tables, formulas, workedOut, terms, crosses, scratch } = scorer;
  if (workedOut.length > 0) writeColumns(workedOut, cells, at, width, scratch.row);
  const row = workedOut.length > 0 ? scratch.row : cells;
  const begin = workedOut.length > 0 ? 0 : at;
  let sum = intercept;
  for (let f = 0; f < tables.length; f++) {
    const table = tables[f];
    const cell = row[begin + f]!;
    if (table !== undefined && cell !== UNKNOWN) sum += table[cell]!;
  }
  for (const { position, logOdds } of formulas) sum += logOdds(cells[at + position]!);
  if (crosses.length === 0) return sum;
  const { groups } = scratch;
  for (let t = 0; t < terms.length; t++) groups[t + 1] = groupOf(terms[t]!, row, begin);
  for (let k = 0; k < crosses.length; k++) {
    const { first, second, third, secondSize, thirdSize, table } = crosses[k]!;
    const a = groups[first]!;
    const b = groups[second]!;
    const c = groups[third]!;
    if ((a | b | c) >= 0) sum += crossValue(table, (a * secondSize + b) * thirdSize + c);
  }
  return sum;
}

/** The logit of each of the first `count` rows, whose cells follow one another. */
export function logitsOf(scorer: Scorer, { cells, count }: { cells: Float64Array; count: number }): Float64Array {
  const { width } = scorer;
  const logits = new Float64Array(count);
  for (let row = 0; row < count; row++) logits[row] = logit(scorer, cells, row * width);
  return logits;
}

/** Probabilities of the negative and the positive class. */
export function prediction(logit: number): [number, number] {
  return [sigmoid(-logit), sigmoid(logit)];
}
