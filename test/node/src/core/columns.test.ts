import { expect, test } from 'vitest';
import type { Field } from '../../../../src/core/artifact.ts';
import {
  columnCount,
  columnOf,
  positionOfColumn,
  workedOutColumns,
  writeColumns,
} from '../../../../src/core/columns.ts';

const fields: Field[] = [
  { name: 'a', type: 'number', description: '', edges: [1, 2], missing: 'own' },
  { name: 'left', type: 'timestamp', description: '', zone: 'America/Santiago', missing: 'own' },
  { name: 'b', type: 'integer', description: '', minimum: 0, maximum: 9 },
  { name: 'arrived', type: 'timestamp', description: '', zone: 'Asia/Kolkata' },
  { name: 'd', type: 'number', description: '' },
];
const MISSING = Number.POSITIVE_INFINITY;

test('a row has a column per field, with bins in place of numbers, and five per timestamp', () => {
  const workedOut = workedOutColumns(fields, () => true);
  const row = new Float64Array(columnCount(fields));
  // Thursday 1 January 1970 at 18:00, and Sunday 31 December 1972 at 23:00.
  const local = 24 * (365 + 365 + 366) - 1;
  writeColumns(workedOut, [9, 9, 9, 9, 9, MISSING, 18, 5, local, -1], 5, 5, row);
  expect([...row]).toEqual([3, 18, 5, local, -1, 18, 3, 0, 0, 0, 23, 6, 30, 11, 365]);
  writeColumns(workedOut, [1.5, MISSING, 0, -1, 0], 0, 5, row);
  expect([...row]).toEqual([1, MISSING, 0, -1, 0, 24, 7, 31, 12, 366, 23, 2, 30, 11, 365]);
});

test('only the columns that are used are worked out', () => {
  const used = columnOf(fields, 3, 'weekday');
  expect(workedOutColumns(fields, (column) => column === used).map(({ from }) => from)).toEqual([3]);
});

test('every column belongs to a field', () => {
  const positions = Array.from({ length: columnCount(fields) }, (_, column) => positionOfColumn(fields, column));
  expect(positions).toEqual([0, 1, 2, 3, 4, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3]);
});
