import { expect, test } from 'vitest';
import { chooseTarget } from '../../../../scripts/new-model/target.ts';
import { column } from './columns.ts';
import { fileTable } from './file-table.ts';

const WORDS = ['one', 'two', 'three'];

test('chooseTarget() takes the rarer of two texts, and any value of a column that the user names', async () => {
  const rare = await fileTable({ y: (k) => (k % 5 === 0 ? 'ill' : 'well') });
  expect((await chooseTarget(rare, column('text'))).positive).toBe('ill');
  const three = await fileTable({ y: (k) => WORDS[k % 3]! });
  expect((await chooseTarget(three, column('text'), 'two')).condition).toBe(`"y" = 'two'`);
});

test('chooseTarget() refuses a column of many numbers, with an example of a comparison', async () => {
  await expect(chooseTarget(await fileTable({ y: (k) => k }), column('integer'))).rejects.toThrow(
    '--target "y" has 200 distinct numbers, from 0 to 199: say which ones are positive, as in --positive "> 99"; ' +
      'for any other expression, edit the target in rows.sql afterwards',
  );
});

test('chooseTarget() refuses a column of several texts, and lists them', async () => {
  const connection = await fileTable({ y: (k) => ['a', 'b', 'c'][k % 3]! });
  await expect(chooseTarget(connection, column('text'))).rejects.toThrow(
    '--target "y" has 3 distinct values: name the positive one with --positive; they are "a", "b", "c"',
  );
});

test('chooseTarget() refuses an unknown positive value, and lists the values, nearest first', async () => {
  const connection = await fileTable({ y: (k) => WORDS[k % 3]! });
  await expect(chooseTarget(connection, column('text'), 'thre')).rejects.toThrow(
    '--positive "thre": no row has this value of y; the values are "three", "one", "two"',
  );
});

test('chooseTarget() refuses a comparison that holds in every row', async () => {
  const connection = await fileTable({ y: (k) => k });
  await expect(chooseTarget(connection, column('integer'), '>= 0')).rejects.toThrow(
    '--positive ">= 0": every row has this value of y',
  );
});

test('chooseTarget() refuses a column with one value, or none', async () => {
  await expect(chooseTarget(await fileTable({ y: () => 1 }), column('integer'))).rejects.toThrow('is "1" in every row');
  await expect(chooseTarget(await fileTable({ y: () => null }), column('text'))).rejects.toThrow(
    'is empty in every row',
  );
});
