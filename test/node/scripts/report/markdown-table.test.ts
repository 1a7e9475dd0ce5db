import { expect, test } from 'vitest';
import { markdownTable } from '../../../../scripts/report/markdown-table.ts';

test('markdownTable(rows) escapes what would end a cell', () => {
  expect(
    markdownTable([
      ['a', 'b'],
      ['1 | 2', '3'],
    ]),
  ).toBe('| a | b |\n| --- | --- |\n| 1 \\| 2 | 3 |');
});
