import type { Artifact, Feature } from '../../src/core/artifact.ts';
import { positionOfColumn } from '../../src/core/columns.ts';
import { LARGEST } from '../../src/core/features/numeric.ts';
import type { Field } from '../../src/core/field.ts';
import { PART_NAMES } from '../../src/core/parts.ts';
import { compileScorer } from '../../src/core/score.ts';
import { type CompiledTerm, compileTerm, type Term } from '../../src/core/term.ts';
import type { Dialect } from './dialect.ts';
import { balanced } from './expressions.ts';
import type { FieldCells } from './field-cells.ts';
import { combinationSql, groupSql, knownCell } from './groups.ts';
import type { Lookups } from './lookups.ts';
import { clip } from './number-cells.ts';

type Cross = Extract<Feature, { type: 'cross' }>;
type Formula = Extract<Feature, { type: 'numeric' | 'cyclic' }>;

/**
 * SQL for the logit of a row that no field refuses: a balanced sum of look-ups in the tables of the core's scorer, and of
 * the features that read a number itself.
 */
export function logitSql(
  { intercept, fields, features }: Pick<Artifact, 'intercept' | 'fields' | 'features'>,
  cells: readonly FieldCells[],
  dialect: Dialect,
  lookups: Lookups,
): string {
  const column = (number: number) => columnSql(number, fields, cells);
  // Joins are outside of the CASE that scores accepted rows alone.
  const inside = dialect.isLazy ? cells.map((cell) => ({ ...cell, ...cell.unguarded })) : cells;
  const formulas = features.filter((feature) => feature.type === 'numeric' || feature.type === 'cyclic');
  const tabled = features.filter((feature) => !formulas.includes(feature as Formula));
  const { tables } = compileScorer({ intercept, fields, features: tabled });
  const looked = tables.map((table, number) => {
    const field = fields[positionOfColumn(fields, number)]!;
    const found = table && lookups.at(columnSql(number, fields, inside), Array.from(table, dialect.double), 'double');
    return found && mayBeUnknown(field) ? orZero(found, dialect) : found;
  });
  const crosses = tabled.filter((feature) => isCrossOfSeveral(feature, fields));
  const groupOf = createGroups(fields, column, dialect, lookups);
  const terms = [
    dialect.double(intercept),
    ...looked.filter((sql) => sql !== undefined),
    ...formulas.map((feature) => formulaSql(feature, inside, dialect)),
    ...crosses.map((feature) => crossSql(feature, groupOf, dialect, lookups)),
  ];
  return balanced('+', terms);
}

/** SQL for a column as `writeColumns` of the core has it; NULL for an unknown category. */
function columnSql(number: number, fields: readonly Field[], cells: readonly FieldCells[]): string {
  const { field, cell, part } = cells[positionOfColumn(fields, number)]!;
  if (part) return part(PART_NAMES[(number - fields.length) % PART_NAMES.length]!);
  return mayBeUnknown(field) ? knownCell(cell!) : cell!;
}

function mayBeUnknown(field: Field): boolean {
  return field.type === 'category' && field.unknown === 'baseline';
}

function orZero(sql: string, dialect: Dialect): string {
  return `COALESCE(${sql}, ${dialect.double(0)})`;
}

/** Whether the core's scorer has a feature as a cross that is not empty; it has one of a single column as a table of that. */
function isCrossOfSeveral(feature: Feature, fields: readonly Field[]): feature is Cross {
  if (feature.type !== 'cross' || feature.cells.length === 0) return false;
  return feature.terms.length > 1 || compileTerm(feature.terms[0]!, fields).second !== undefined;
}

type GroupOf = (term: Term) => { sql: string; size: number };

/** Terms that several crosses have are worked out once. */
function createGroups(
  fields: readonly Field[],
  column: (number: number) => string,
  dialect: Dialect,
  lookups: Lookups,
): GroupOf {
  const known = new Map<string, ReturnType<GroupOf>>();
  return (term) => {
    const name = JSON.stringify(term);
    if (!known.has(name)) {
      const compiled: CompiledTerm = compileTerm(term, fields);
      known.set(name, { sql: groupSql(compiled, column, dialect, lookups), size: compiled.size });
    }
    return known.get(name)!;
  };
}

function crossSql({ terms, cells, coefficients }: Cross, groupOf: GroupOf, dialect: Dialect, lookups: Lookups): string {
  const groups = terms.map(groupOf);
  const [found] = lookups.find(combinationSql(groups), {
    type: 'integer',
    keys: cells.map(String),
    columns: [{ type: 'double', values: coefficients.map(dialect.double) }],
  });
  return orZero(found!, dialect);
}

/** A product with a smaller coefficient would underflow, which is an error in Postgres; it changes no probability. */
const SMALLEST = 1e-200;

function formulaSql(feature: Formula, cells: readonly FieldCells[], dialect: Dialect): string {
  const { double } = dialect;
  const factor = (coefficient: number) => double(Math.abs(coefficient) < SMALLEST ? 0 : coefficient);
  const number = cells.find(({ field }) => field.name === feature.field)!.number!;
  if (feature.type === 'cyclic') {
    const angle = `${double(2 * Math.PI)} * ${number} / ${double(feature.period)}`;
    const [sine, cosine] = feature.coefficients.map(factor);
    return orZero(`(${sine} * SIN(${angle}) + ${cosine} * COS(${angle}))`, dialect);
  }
  const { mean, scale, minimum = -LARGEST, maximum = LARGEST, coefficients } = feature;
  const clipped = clip(number, dialect, minimum, maximum);
  return orZero(`((${clipped} - ${double(mean)}) / ${double(scale)} * ${factor(coefficients[0])})`, dialect);
}
