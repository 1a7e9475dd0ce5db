import type { Column, Outcome, RowValue } from '../linear/column.ts';
import { lookUp } from '../linear/operations.ts';
import { isMissing, plainValue } from '../linear/rounded.ts';
import { fixed } from './cell.ts';
import type { Node } from './graph.ts';
import { columnOf, type Operator, oncePerNode, refused } from './operator.ts';

/** Looks values of a column up. Missing ones, and numbers that were scaled, are refused. */
function lookUpColumn(node: Node, column: Column, table: ReadonlyMap<RowValue, number>, unknown: Outcome) {
  const keys = [...table.keys()].filter((key): key is string | number => !isMissing(key));
  const missing = table.get(Number.NaN);
  const found = lookUp(column, keys, (value) =>
    value === undefined ? unknown : isMissing(value) ? missing : table.get(value),
  );
  if (found) return found;
  throw refused(node, `looks up numbers of ${column.field} that were scaled before`);
}

/** OneHotEncoder: a column per category; zeros, or a refusal, for other values. */
export const oneHotEncoder: Operator = {
  cells: (node, [input]) => [
    input!.items.flatMap((cell) => {
      const table = categories(node);
      const column = columnOf(node, cell);
      const code = lookUpColumn(node, column, table, hasZeros(node) ? -1 : undefined);
      return [...table.values()].map((level) => ({
        kind: 'level' as const,
        field: column.field,
        code,
        level,
        on: 1,
        off: 0,
      }));
    }),
  ],
  values: (node, [input]) => [
    input!.items.flatMap((value) => {
      const table = categories(node);
      const found = table.get(plainValue(value));
      if (found === undefined && (!hasZeros(node) || isMissing(value)))
        throw new RangeError(`${plainValue(value)} is an unknown category`);
      return [...table.values()].map((level) => Number(level === found));
    }),
  ],
};

const categories = oncePerNode((node): ReadonlyMap<RowValue, number> => {
  const texts = node.texts('cats_strings');
  const known: readonly (string | number)[] = texts.length > 0 ? texts : node.numbers('cats_int64s');
  const table = new Map(known.map((category, position) => [category, position]));
  if (table.size === known.length && known.length > 0) return table;
  throw refused(node, 'has no categories, or one of them twice');
});

function hasZeros(node: Node): boolean {
  return node.numbers('zeros')[0] !== 0;
}

/** LabelEncoder: a number for each text or number. */
export const labelEncoder: Operator = {
  cells: (node, [input]) => [
    input!.items.map((cell) => {
      const { table, otherwise } = labels(node);
      if (cell.kind === 'fixed') return fixed(table.get(cell.value) ?? otherwise);
      if ([...table.values(), otherwise].some((label) => typeof label === 'string'))
        throw refused(node, 'makes texts of values');
      return lookUpColumn(node, columnOf(node, cell), table as ReadonlyMap<RowValue, number>, otherwise as number);
    }),
  ],
  values: (node, [input]) => [
    input!.items.map((value) => {
      const { table, otherwise } = labels(node);
      if (!table.has(plainValue(value) ?? Number.NaN) && isMissing(value))
        throw new RangeError('a missing value has no label');
      return table.get(plainValue(value) ?? Number.NaN) ?? otherwise;
    }),
  ],
};

const labels = oncePerNode((node) => {
  const keys = firstOf(node, ['keys_strings', 'keys_int64s', 'keys_floats', 'keys_tensor']);
  const values = firstOf(node, ['values_strings', 'values_int64s', 'values_floats', 'values_tensor']);
  const [otherwise] = firstOf(node, ['default_tensor', 'default_string', 'default_int64', 'default_float']);
  if (keys.length === 0 || keys.length !== values.length)
    throw refused(node, `has ${keys.length} keys and ${values.length} values`);
  const usual = typeof values[0] === 'string' ? '_Unused' : -1;
  return {
    table: new Map<RowValue, string | number>(keys.map((key, k) => [key, values[k]!])),
    otherwise: otherwise ?? usual,
  };
});

/** The values of the first attribute that a node has. */
function firstOf(node: Node, names: readonly string[]): readonly (string | number)[] {
  for (const name of names) {
    const found = node.tensor(name)?.values ?? [...node.texts(name), ...node.numbers(name)];
    if (found.length > 0) return found;
  }
  return [];
}
