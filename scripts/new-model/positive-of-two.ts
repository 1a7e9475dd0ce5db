import { fold } from '../../src/core/category.ts';
import { type Column, isNumeric } from './column.ts';

const OPPOSITES = new Map(Object.entries({ true: 'false', yes: 'no', si: 'no', y: 'n', t: 'f', 1: '0' }));

/** The two values of a column as classes. */
export interface TwoValues {
  negative: string;
  positive: string;
  /** Why this value is positive, for the report. */
  reason: string;
}

/**
 * Chooses the positive one of a column's two values: the one that means yes, else the larger number, else the rarer value.
 * @param values the more frequent value first
 */
export function positiveOfTwo(column: Column, values: readonly [string, string]): TwoValues {
  const inOrder = isNumeric(column) ? values.toSorted((a, b) => Number(a) - Number(b)) : values;
  const [first, second] = inOrder as [string, string];
  const [negative, positive] = areOpposites(column, first, second) ? [second, first] : [first, second];
  if (areOpposites(column, positive, negative)) return { negative, positive, reason: `against ${negative}` };
  const which = isNumeric(column) ? 'the larger' : 'the rarer';
  const reason = `${which} of two values; --positive ${JSON.stringify(negative)} swaps the classes`;
  return { negative, positive, reason };
}

/** Names of the negative and the positive class that make sense without the name of the column. */
export function classNames(column: Column, negative: string, positive: string): [string, string] {
  const { name } = column;
  if (areOpposites(column, positive, negative)) return [`not ${name}`, name];
  if (areOpposites(column, negative, positive)) return [name, `not ${name}`];
  return isNumeric(column) ? [`${name} ${negative}`, `${name} ${positive}`] : [negative, positive];
}

/** The value of a boolean column, `true` or `false`, for a word such as yes, N or 1. */
export function booleanOf(word: string): string | undefined {
  const folded = fold(word);
  if (OPPOSITES.has(folded)) return 'true';
  return [...OPPOSITES.values()].includes(folded) ? 'false' : undefined;
}

function areOpposites(column: Column, yes: string, no: string): boolean {
  const [a, b] = isNumeric(column) ? [String(Number(yes)), String(Number(no))] : [fold(yes), fold(no)];
  return OPPOSITES.get(a) === b;
}
