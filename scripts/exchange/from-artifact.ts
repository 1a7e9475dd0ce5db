import type { Artifact, Feature, Field } from '../../src/core/artifact.ts';
import { knownCount } from '../../src/core/cell.ts';
import { positionOfColumn } from '../../src/core/columns.ts';
import { compileFieldTable } from '../../src/core/field-table.ts';
import { compileGroups, type Grouping } from '../../src/core/groups.ts';
import { PART_NAMES } from '../../src/core/parts.ts';
import { compileTerm, type Term } from '../../src/core/term.ts';
import type { ExchangeField, ExchangeKey, ExchangeModel, ExchangeTerm } from './exchange-model.ts';
import { FIRST_OF_PART } from './parts.ts';

type Value = string | number | null;

/** An artifact as an exchange model: what `toArtifact` makes of it gives the same probabilities. */
export function fromArtifact(
  artifact: Pick<Artifact, 'title' | 'classes' | 'intercept' | 'fields' | 'features'>,
): ExchangeModel {
  const { title, classes, intercept, fields, features } = artifact;
  const terms = features.map((feature) => termOf(feature, fields));
  return { exchange: 1, title, source: 'edge-logit', classes, intercept, fields: fields.map(fieldOf), terms };
}

function fieldOf(field: Field): ExchangeField {
  if (field.type === 'number') {
    const { edges: _, median: __, ...rest } = field;
    return rest;
  }
  if (field.type !== 'timestamp') return field;
  const { unit: _, ...rest } = field;
  return rest;
}

function termOf(feature: Feature, fields: readonly Field[]): ExchangeTerm {
  if (feature.type === 'numeric') {
    const { field, mean, scale, minimum, maximum, coefficients } = feature;
    const bounds = { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
    return { type: 'linear', field, coefficient: coefficients[0], mean, scale, ...bounds };
  }
  const own = compileFieldTable(feature, fields);
  if (own === undefined) return crossTerm(feature as Extract<Feature, { type: 'cross' }>, fields);
  const field = fields[positionOfColumn(fields, own.column)]!;
  const isPart = field.type === 'timestamp';
  const part = isPart ? PART_NAMES[(own.column - fields.length) % PART_NAMES.length]! : undefined;
  const { key, values } = keyOf({ field: field.name, ...(part && { part }) }, fields);
  return { type: 'table', by: [key], rows: values.map((value, cell) => [value, own.logOdds[cell]!]) };
}

function crossTerm(
  { terms, cells, coefficients }: Extract<Feature, { type: 'cross' }>,
  fields: readonly Field[],
): ExchangeTerm {
  const keys = terms.map((term) => keyOf(term, fields));
  const rows = cells.map((cell, k): Value[] => {
    const values: Value[] = [coefficients[k]!];
    let rest = cell;
    for (const { values: own } of keys.toReversed()) {
      values.unshift(own[rest % own.length]!);
      rest = Math.floor(rest / own.length);
    }
    return values;
  });
  return { type: 'table', by: keys.map(({ key }) => key), rows };
}

/** A term as a key of a table, and the value of the key for each group of the term. */
function keyOf(term: Term, fields: readonly Field[]): { key: ExchangeKey; values: Value[] } {
  const { size } = compileTerm(term, fields);
  const missing = (known: number): Value[] => (size > known ? [null] : []);
  if ('month' in term) {
    const { month, day, width } = term;
    const mayBeMissing = fields.some((field) => [month, day].includes(field.name) && field.missing !== undefined);
    const known = size - Number(mayBeMissing);
    return { key: { month, day, ...(width !== undefined && { width }) }, values: [...range(known), ...missing(known)] };
  }
  const field = fields.find(({ name }) => name === term.field)!;
  const known = size - Number(field.missing !== undefined);
  const key = { field: field.name, ...(term.part && { part: term.part }) };
  if (field.type === 'category') return { key, values: [...field.vocabulary, ...missing(known)] };
  const starts = startsOf(field, term);
  const first = term.part ? FIRST_OF_PART[term.part] : field.type === 'integer' ? field.minimum : 0;
  if (field.type === 'number') {
    const edges = starts.map((start) => field.edges![start - 1]!);
    return { key: { ...key, edges }, values: [...range(known), ...missing(known)] };
  }
  if (starts.length + 1 < groupedCells(field, term)) {
    return {
      key: { ...key, edges: starts.map((start) => start + first) },
      values: [...range(known), ...missing(known)],
    };
  }
  return { key, values: [...range(known).map((cell) => cell + first), ...missing(known)] };
}

/** The cells at which the second and all further groups begin. */
function startsOf(field: Field, grouping: Grouping): number[] {
  const groups = compileGroups(field, grouping).groups.subarray(0, groupedCells(field, grouping));
  return [...groups.keys()].filter((cell) => cell > 0 && groups[cell] !== groups[cell - 1]);
}

/** Number of cells that a grouping merges: those of all values but a missing one. */
function groupedCells(field: Field, { part }: Grouping): number {
  if (part === undefined) return knownCount(field);
  return compileGroups(field, { part }).size - Number(field.missing !== undefined);
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, k) => k);
}
