import type { Column, Level, Outcome, RowValue } from '../linear/column.ts';
import { lookUp } from '../linear/operations.ts';
import { plainValue } from '../linear/rounded.ts';
import { type Categories, positionOf, readCategories } from './categories.ts';
import { type Estimator, list, option, refusal } from './estimator.ts';
import type { Step } from './step.ts';

/** The level of a row without any 1. */
const NONE = -1;

/** OneHotEncoder: a column per category that is not dropped; rare ones share one. */
export function oneHotEncoder(estimator: Estimator, width: number): Step {
  const categories = readCategories(estimator, width);
  const dropped = droppedCodes(estimator, width);
  const unknown = option(estimator, 'handle_unknown', ['error', 'ignore', 'infrequent_if_exist', 'warn']);
  const sizes = categories.map((column, k) => levelCount(column) - Number(dropped[k] !== undefined));

  /** The code before levels are dropped; NONE for a row of zeros, undefined where scikit-learn raises an error. */
  function codeOf(k: number, value: RowValue | undefined): number | undefined {
    const column = categories[k]!;
    const position = positionOf(column, value);
    if (position !== undefined) return column.codes?.[position] ?? position;
    if (unknown === 'error') return undefined;
    return unknown === 'ignore' ? NONE : (column.infrequent ?? NONE);
  }

  /** The column of a code: those after the dropped one move up. */
  function levelOf(k: number, code: number): number {
    const gone = dropped[k];
    if (gone === undefined || code < gone) return code;
    return code === gone ? NONE : code - 1;
  }

  function columnsOf(column: Column, k: number): Level[] {
    const find = (value: RowValue | undefined): Outcome => {
      const code = codeOf(k, value);
      return code === undefined ? undefined : levelOf(k, code);
    };
    const code = lookUp(column, [...categories[k]!.positions.keys()], find);
    if (!code) throw refusal(estimator, `looks up numbers of ${column.field} that were scaled before`);
    return Array.from({ length: sizes[k]! }, (_, level) => ({
      kind: 'level',
      field: column.field,
      code,
      level,
      on: 1,
      off: 0,
    }));
  }

  return {
    width: sizes.reduce((sum, size) => sum + size, 0),
    columns: (input) => input.flatMap(columnsOf),
    values: (input) =>
      input.flatMap((value, k) => {
        if (sizes[k] === 0) return [];
        const code = codeOf(k, plainValue(value));
        if (code === undefined) throw new RangeError(`${plainValue(value)} is an unknown category`);
        const flags = Array.from({ length: levelCount(categories[k]!) }, (_, level) => Number(level === code));
        return dropped[k] === undefined ? flags : flags.toSpliced(dropped[k], 1);
      }),
  };
}

function levelCount({ codes, count }: Categories): number {
  return codes ? codes.reduce((most, code) => Math.max(most, code), 0) + 1 : count;
}

/** For each column the code that has no column of its own. */
function droppedCodes(estimator: Estimator, width: number): (number | undefined)[] {
  const name =
    estimator.object.member('_drop_idx_after_grouping') === undefined ? 'drop_idx_' : '_drop_idx_after_grouping';
  const member = estimator.object.member(name);
  if (member === null || member === undefined) return new Array(width).fill(undefined);
  return list(estimator, name, width).map((code) => {
    if (code === null) return undefined;
    if (Number.isInteger(code) && (code as number) >= 0) return code as number;
    throw refusal(estimator, `has ${String(code)} in ${name}; expected a position or None`);
  });
}
