import { Failure } from '../cli/command.ts';
import { type Connection, select } from '../data-file/database.ts';
import { type Column, isNumeric } from './column.ts';
import { frequentValues, measure, median } from './measure.ts';
import { type Target, targetOfTwo, targetOfValue } from './target-of-value.ts';
import { listValues, nearestValues } from './values.ts';

/** Numbers with more distinct values than this need a bound as the positive class, not a value. */
const FEW_NUMBERS = 10;

/**
 * Turns a column of the table `file` into two classes: its two values, one value against all others, or the numbers on
 * either side of a bound.
 * @param positive a value of the column, or for numbers a comparison such as `>= 15`
 * @throws {Failure} when this does not give two classes, naming the values of the column
 */
export async function chooseTarget(connection: Connection, column: Column, positive?: string): Promise<Target> {
  const { distinct, minimum, maximum } = await measure(connection, column.value);
  const label = `--target ${JSON.stringify(column.name)}`;
  const values = await frequentValues(connection, column.value);
  if (distinct === 0) throw new Failure(`${label} is empty in every row of the file`);
  if (distinct === 1)
    throw new Failure(`${label} is ${JSON.stringify(values[0])} in every row: there is nothing to learn`);
  if (positive !== undefined) {
    const target = targetOfValue(column, positive, values);
    await requireBothClasses(connection, column, target, values);
    return target;
  }
  if (distinct === 2) return targetOfTwo(column, [values[0]!, values[1]!]);
  if (isNumeric(column) && distinct > FEW_NUMBERS) {
    const middle = await median(connection, column.value);
    const example = middle < maximum ? `> ${middle}` : `>= ${middle}`;
    throw new Failure(
      `${label} has ${distinct} distinct numbers, from ${minimum} to ${maximum}: say which ones are positive, as in ` +
        `--positive "${example}"; for any other expression, edit the target in rows.sql afterwards`,
    );
  }
  const listed = listValues(values, distinct);
  throw new Failure(
    `${label} has ${distinct} distinct values: name the positive one with --positive; they are ${listed}`,
  );
}

async function requireBothClasses(connection: Connection, column: Column, target: Target, values: readonly string[]) {
  const { condition, positive } = target;
  const sql = `SELECT count(*) FILTER (${condition}) AS positives, count(${column.value}) AS total FROM file`;
  const what = `--positive ${JSON.stringify(positive)}`;
  const [found] = await select(connection, sql, what);
  const positives = Number(found!.positives);
  if (positives > 0 && positives < Number(found!.total)) return;
  const which = positives === 0 ? 'no row has' : 'every row has';
  const nearest = listValues(nearestValues(values, positive), values.length);
  throw new Failure(`${what}: ${which} this value of ${column.name}; the values are ${nearest}`);
}
