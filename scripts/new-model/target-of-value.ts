import { literal } from '../data-file/database.ts';
import { type Column, isNumeric } from './column.ts';
import { booleanOf, classNames, positiveOfTwo } from './positive-of-two.ts';

/** What the model predicts, as two classes. */
export interface Target {
  /** SQL over the table `file`: true for the positive class. */
  condition: string;
  positive: string;
  /** The opposite of the positive class, or why that class was chosen; for the report. */
  reason: string;
  /** Names of the negative and the positive class. */
  classes: [string, string];
}

const COMPARISON = /^(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i;
const OPPOSITES = new Map(Object.entries({ '>=': '<', '<=': '>', '>': '<=', '<': '>=' }));

/** The target for the text of `--positive`: for numbers a comparison such as `>= 15`, else one of the column's values. */
export function targetOfValue(column: Column, text: string, values: readonly string[]): Target {
  return comparisonTarget(column, text) ?? valueTarget(column, text, values);
}

/** The target for a column of two values, the more frequent one first. */
export function targetOfTwo(column: Column, values: readonly [string, string]): Target {
  const { negative, positive, reason } = positiveOfTwo(column, values);
  return { condition: equals(column, positive), positive, reason, classes: classNames(column, negative, positive) };
}

function comparisonTarget(column: Column, text: string): Target | undefined {
  const [, operator, bound] = COMPARISON.exec(text) ?? [];
  const opposite = OPPOSITES.get(operator ?? '');
  if (!isNumeric(column) || opposite === undefined) return undefined;
  return {
    condition: `${column.value} ${operator} ${bound}`,
    positive: `${operator} ${bound}`,
    reason: `against ${opposite} ${bound}`,
    classes: [`${column.name} ${opposite} ${bound}`, `${column.name} ${operator} ${bound}`],
  };
}

function valueTarget(column: Column, text: string, values: readonly string[]): Target {
  const wanted = (column.kind === 'boolean' && booleanOf(text)) || text;
  const isWanted = (value: string) => value === wanted || (isNumeric(column) && Number(value) === Number(wanted));
  const positive = values.find(isWanted) ?? text;
  const others = values.filter((value) => value !== positive);
  const isOneOfTwo = values.length === 2 && others.length === 1;
  const negative = isOneOfTwo ? others[0]! : `not ${positive}`;
  const reason = `against ${isOneOfTwo ? negative : 'all other values'}`;
  return { condition: equals(column, positive), positive, reason, classes: classNames(column, negative, positive) };
}

/** SQL that compares a column with a value given as text. */
function equals(column: Column, text: string): string {
  const { kind, value } = column;
  if (kind === 'text' || kind === 'boolean') return `${value} = ${literal(text)}`;
  const isNumber = isNumeric(column) && text.trim() !== '' && Number.isFinite(Number(text));
  return isNumber ? `${value} = ${Number(text)}` : `${value}::VARCHAR = ${literal(text)}`;
}
