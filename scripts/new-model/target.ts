import type { DuckDBConnection } from '@duckdb/node-api';
import { Failure } from '../cli/command.ts';
import { literal, select } from '../training/rows/database.ts';
import { type Column, isNumeric } from './column.ts';
import { measure, median } from './measure.ts';
import { booleanOf, classNames, positiveOfTwo } from './positive-of-two.ts';
import { frequentValues, listValues, nearestValues } from './values.ts';

/** What is to be predicted, as two classes. */
export interface Target {
  /** SQL over the file: true for the positive class. */
  condition: string;
  positive: string;
  /** What it is set against, or why it was chosen. */
  reason: string;
  /** Names of the negative and the positive class. */
  classes: [string, string];
}

/** A number with more values than this is asked for a bound, not for one of its values. */
const FEW_NUMBERS = 10;
const COMPARISON = /^(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i;
const OPPOSITES = new Map([
  ['>=', '<'],
  ['<=', '>'],
  ['>', '<='],
  ['<', '>='],
]);

/**
 * Turns a column into two classes: its two values, one value against the rest, or numbers on either side of a bound.
 * @param positive a value of the column, or for numbers a comparison such as `>= 15`
 * @throws {Failure} when that gives no two classes, naming the values there are
 */
export async function chooseTarget(connection: DuckDBConnection, column: Column, positive?: string): Promise<Target> {
  const { distinct, minimum, maximum } = await measure(connection, column.value);
  const label = `--target ${JSON.stringify(column.name)}`;
  const values = await frequentValues(connection, column.value);
  if (distinct === 0) throw new Failure(`${label} is empty in every row of the file`);
  if (distinct === 1)
    throw new Failure(`${label} is ${JSON.stringify(values[0])} in every row: there is nothing to learn`);
  if (positive !== undefined) {
    const target = compare(column, positive) ?? match(column, positive, values);
    await requireBothClasses(connection, column, target, values);
    return target;
  }
  if (distinct === 2) {
    const { negative, positive, reason } = positiveOfTwo(column, [values[0]!, values[1]!]);
    return { condition: equals(column, positive), positive, reason, classes: classNames(column, negative, positive) };
  }
  if (isNumeric(column) && distinct > FEW_NUMBERS) {
    const middle = await median(connection, column.value);
    const example = middle < maximum ? `> ${middle}` : `>= ${middle}`;
    throw new Failure(
      `${label} has ${distinct} different numbers, from ${minimum} to ${maximum}: say which are positive, as in ` +
        `--positive "${example}"; for any other expression, edit the target in rows.sql afterwards`,
    );
  }
  throw new Failure(
    `${label} has ${distinct} different values: name the positive one with --positive; there are ${listValues(values, distinct)}`,
  );
}

function compare(column: Column, text: string): Target | undefined {
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

function match(column: Column, text: string, values: readonly string[]): Target {
  const wanted = (column.kind === 'boolean' && booleanOf(text)) || text;
  const isIt = (value: string) => value === wanted || (isNumeric(column) && Number(value) === Number(wanted));
  const positive = values.find(isIt) ?? text;
  const others = values.filter((value) => value !== positive);
  const isOneOfTwo = values.length === 2 && others.length === 1;
  const negative = isOneOfTwo ? others[0]! : `not ${positive}`;
  const reason = `against ${isOneOfTwo ? negative : 'all other values'}`;
  return { condition: equals(column, positive), positive, reason, classes: classNames(column, negative, positive) };
}

/** SQL for "this column is that value", of a value given as text. */
function equals(column: Column, text: string): string {
  const { kind, value } = column;
  if (kind === 'text' || kind === 'boolean') return `${value} = ${literal(text)}`;
  const isNumber = isNumeric(column) && text.trim() !== '' && Number.isFinite(Number(text));
  return isNumber ? `${value} = ${Number(text)}` : `${value}::VARCHAR = ${literal(text)}`;
}

async function requireBothClasses(
  connection: DuckDBConnection,
  column: Column,
  { condition, positive }: Target,
  values: readonly string[],
): Promise<void> {
  const sql = `SELECT count(*) FILTER (${condition}) AS positives, count(${column.value}) AS total FROM file`;
  const [found] = await select(connection, sql, `--positive ${JSON.stringify(positive)}`);
  const positives = Number(found!.positives);
  if (positives > 0 && positives < Number(found!.total)) return;
  const which = positives === 0 ? 'no row' : 'every row';
  const nearest = listValues(nearestValues(values, positive), values.length);
  throw new Failure(
    `--positive ${JSON.stringify(positive)}: ${which} has this ${column.name}; its values are ${nearest}`,
  );
}
