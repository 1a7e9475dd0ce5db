import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { commandEngine, parseRows } from '../../../../../scripts/warehouse/engines/command-engine.ts';
import { PROOF } from '../../../../proof.ts';
import { enterSmallProject } from '../../../small-project.ts';
import { describeEngine } from '../engine-contract.ts';

const STAND_IN = `"${process.execPath}" "${resolve('test/node/scripts/warehouse/stand-in.ts')}"`;

test.each(['csv', 'tsv', 'json', 'ndjson'])(
  'a command that prints %s answers several statements by the rows of the last',
  async (format) => {
    await enterSmallProject();
    const engine = commandEngine('duckdb', `${STAND_IN} :memory: ${format}`);
    const table = `CREATE TABLE t AS SELECT 10000000000000000000000 AS "S", 'a "b", c' AS text, NULL AS nothing`;
    const [row] = await engine.select([table, 'SELECT * FROM t'], 'a test');
    expect({ ...row, s: Number(row!.s) }).toEqual({ s: 1e22, text: 'a "b", c', nothing: null });
  },
);

test('a command that fails is an error with its exit code and last line', async () => {
  await enterSmallProject();
  const engine = commandEngine('duckdb', STAND_IN);
  await expect(engine.select(['SELECT nothing'], 'the gradient')).rejects.toThrow(
    /^the gradient: .* ended with exit code 3: ERROR: .*"nothing"/,
  );
  await expect(commandEngine('duckdb', 'no-such-command').run(['SELECT 1'], 'a test')).rejects.toThrow(
    /^a test: no-such-command ended/,
  );
});

test('an output that is neither CSV nor JSON is an error', async () => {
  await enterSmallProject();
  await expect(parseRows('[{"a": 1}', 'a test')).rejects.toThrow(/^a test: the command printed no CSV and no JSON/);
});

test.each(['', '\n', '[]\n', '[\n]', 'a,b\n'])('%j is an output without rows', async (text) => {
  await enterSmallProject();
  expect(await parseRows(text, 'a test')).toEqual([]);
});

if (PROOF) {
  // Hundreds of requests, each a process, would prove nothing about the command that tens do not.
  for (const format of ['csv', 'json']) {
    const open = async () => commandEngine('duckdb', `${STAND_IN} cells.duckdb ${format}`);
    describeEngine(`DuckDB by a command that prints ${format}`, open, ['plain']);
  }
}
