import { Failure } from '../../cli/failure.ts';
import { type Column, type Line, levelLookup, mapLookup, type Outcome, type RowValue, type Table } from './column.ts';
import { productError, sumError } from './rounding.ts';

/** What a step does to a number, or to a missing one: NaN. */
type Change = (value: number) => Outcome;

/**
 * (column − mean) / scale.
 * @param rounded the same as the step works it out
 */
export function standardise(
  column: Column,
  mean: number,
  scale: number,
  rounded = (value: number) => (value - mean) / scale,
): Column {
  if (column.kind !== 'as-it-is' && column.kind !== 'line') return change(column, rounded);
  const line = asLine(column);
  const next = {
    missing: line.missing === undefined ? undefined : rounded(line.missing),
    stepByStep: (value: number) => rounded(line.stepByStep(value)),
  };
  const { shift, ...at } = moved(line, mean);
  const total = line.scale * scale;
  const slack = line.slack - productError(line.scale, scale) / total;
  return { ...line, ...next, ...at, scale: total, slack, shift: shift / scale };
}

/** column · factor + summand. */
export function multiplyAdd(column: Column, factor: number, summand: number): Column {
  const scale = 1 / factor;
  const made = standardise(column, 0, scale, (value) => value * factor + summand);
  if (made.kind !== 'line') return made;
  const slack = made.slack + (factor * scale - 1) + productError(factor, scale);
  return { ...made, ...moved({ ...made, slack }, -summand), slack };
}

/** The mean of a line that is lowered by a number, and the shift that rounding asks for. */
function moved({ mean, scale, shift, slack }: Line, by: number): { mean: number; shift: number } {
  const product = by * scale;
  const lost = sumError(mean, product) + productError(by, scale);
  return { mean: mean + product, shift: shift - lost / scale + slack * by };
}

/** The column, but at least `low` and at most `high`. */
export function clip(column: Column, low: number, high: number): Column {
  const within = (value: number) => Math.min(Math.max(value, low), high);
  if (column.kind !== 'as-it-is' && column.kind !== 'line') return change(column, within);
  const line = asLine(column);
  const [first, last] = [low, high].map((bound) => line.mean + (bound - line.shift) * line.scale) as [number, number];
  return {
    ...line,
    low: Math.max(line.low, Math.min(first, line.high)),
    high: Math.min(line.high, Math.max(last, line.low)),
    missing: line.missing === undefined ? undefined : within(line.missing),
    stepByStep: (value) => within(line.stepByStep(value)),
  };
}

/** The column, with a value in place of a missing one. */
export function impute(column: Column, value: string | number): Column | undefined {
  if (column.kind === 'as-it-is') return { ...column, missing: column.missing === null ? value : column.missing };
  if (typeof value === 'string') return undefined;
  return change(column, (found) => (Number.isNaN(found) ? value : found));
}

/**
 * The column, with a value in place of another one that marks missing ones. Real missing values are refused.
 * @returns undefined for a column that has been changed before
 */
export function replace(column: Column, marker: string | number, value: string | number): Column | undefined {
  if (column.kind !== 'as-it-is') return undefined;
  return {
    ...column,
    missing: column.missing ?? undefined,
    replaced: new Map([...(column.replaced ?? []), [marker, value]]),
  };
}

/** 1 where the column is missing, else 0. */
export function missingIndicator(column: Column): Column {
  if (column.kind === 'as-it-is')
    return {
      ...constant(column.field, 0),
      missing: column.missing === undefined ? undefined : Number(column.missing === null),
    };
  return change(column.kind === 'line' ? { ...constant(column.field, 0), missing: column.missing } : column, (value) =>
    Number.isNaN(value) ? 1 : 0,
  );
}

/** A column that does not depend on the value, which may be a text or a number, unless it is missing. */
function constant(field: string, value: number): Table {
  return { kind: 'table', field, values: new Map(), unknown: value, missing: value };
}

/**
 * What a step looks up for the values of a column.
 * @param keys all values that it knows
 * @param find the number of a value; null stands for a missing one, undefined for one that it does not know
 * @returns undefined for a number that was scaled before
 */
export function lookUp(
  column: Column,
  keys: readonly (string | number)[],
  find: (value: RowValue | undefined) => Outcome,
) {
  if (column.kind === 'line') return undefined;
  const { replaced = new Map() } = column.kind === 'as-it-is' ? column : {};
  const known = new Set<RowValue>(keys);
  const findAny = (value: RowValue) => find(value === null || known.has(value) ? value : undefined);
  if (column.kind !== 'as-it-is') {
    const lookup = column.kind === 'level' ? levelLookup(column) : column;
    return mapLookup(lookup, (value) => findAny(Number.isNaN(value) ? null : value));
  }
  const values = new Map([...keys, ...replaced.keys()].map((key) => [key, findAny(replaced.get(key) ?? key)]));
  const table: Table = {
    kind: 'table',
    field: column.field,
    values,
    unknown: find(undefined),
    missing: column.missing === undefined ? undefined : findAny(column.missing),
  };
  return table;
}

/** A column of numbers, as a line. */
export function asLine(column: Extract<Column, { kind: 'as-it-is' | 'line' }>): Line {
  if (column.kind === 'line') return column;
  const { field, missing, replaced } = column;
  if (replaced)
    throw new Failure(`${field} is read as a number, but ${[...replaced.keys()].join(', ')} stands for another value`);
  return {
    kind: 'line',
    field,
    mean: 0,
    scale: 1,
    shift: 0,
    slack: 0,
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
    missing: typeof missing === 'string' || missing === undefined ? undefined : (missing ?? Number.NaN),
    stepByStep: (value) => value,
  };
}

/** Does something to every number of a column that is not a number of the row any more; of a line, only to a missing one. */
function change(column: Exclude<Column, { kind: 'as-it-is' }>, apply: Change): Column {
  if (column.kind === 'line')
    return { ...column, missing: column.missing === undefined ? undefined : apply(column.missing) };
  if (column.kind !== 'level') return mapLookup(column, apply);
  const [on, off] = [apply(column.on), apply(column.off)];
  return on === undefined || off === undefined ? mapLookup(levelLookup(column), apply) : { ...column, on, off };
}
