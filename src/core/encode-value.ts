import { categoryIndex } from './category.ts';
import { missingCell, UNKNOWN } from './cell.ts';
import type { Field, NumericField } from './field.ts';
import { lazily } from './lazily.ts';
import { compileLocalHour } from './timestamp.ts';

/** Finds the cell of a value; NaN if there is none. */
export type CellOf = (value: unknown) => number;

/** Prepares the cells of values that a field takes as they are; null and undefined are missing. */
export function compileCell(field: Field): CellOf {
  const known = knownCell(field);
  if (field.missing === undefined) return known;
  const missing = missingCell(field);
  return (value) => (value === null || value === undefined ? missing : known(value));
}

function knownCell(field: Field): CellOf {
  if (field.type === 'category') return categoryCell(field);
  return field.type === 'timestamp' ? timestampCell(field) : numberCell(field);
}

function timestampCell({ zone }: Extract<Field, { type: 'timestamp' }>): CellOf {
  const localHour = lazily(() => compileLocalHour(zone));
  return (value) => (typeof value === 'string' ? localHour()(value) : Number.NaN);
}

function categoryCell({ vocabulary, match }: Extract<Field, { type: 'category' }>): CellOf {
  const find = categoryIndex(vocabulary, match);
  return (value) => {
    if (typeof value !== 'string') return Number.NaN;
    const position = find(value);
    return position < 0 ? Number.NaN : position;
  };
}

function numberCell(field: NumericField): CellOf {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = field;
  const isInRange = (value: number) => value >= minimum && value <= maximum;
  if (field.type === 'integer') {
    return (value) =>
      Number.isInteger(value) && isInRange(value as number) ? (value as number) - minimum : Number.NaN;
  }
  return (value) => (Number.isFinite(value) && isInRange(value as number) ? (value as number) : Number.NaN);
}

/**
 * Prepares the cells that count in place of values that a field does not take as they are: the nearest end of its range,
 * the category for all rare ones, or none.
 */
export function compileSubstitute(field: Field): CellOf {
  if (field.type === 'category') {
    const { unknown, vocabulary } = field;
    if (unknown === 'reject') return refuse;
    const cell = unknown === 'other' ? vocabulary.length - 1 : UNKNOWN;
    return (value) => (typeof value === 'string' ? cell : Number.NaN);
  }
  if (field.type === 'timestamp' || field.range === 'reject') return refuse;
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = field;
  const [first, isRightType] = field.type === 'integer' ? [minimum, Number.isInteger] : [0, Number.isFinite];
  return (value) => (isRightType(value) ? Math.min(Math.max(value as number, minimum), maximum) - first : Number.NaN);
}

const refuse: CellOf = () => Number.NaN;
