import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { program } from '../../../../scripts/train.ts';
import { runCommand } from '../../run-command.ts';
import { enterSmallProject } from '../../small-project.ts';

test.each([
  [['--resume'], '--resume needs --engine'],
  [['--engine-command', 'psql'], '--engine-command needs --engine'],
  [['--query', 'rows.sql'], '--query needs --engine'],
  [
    ['--engine', 'oracle'],
    "argument 'oracle' is invalid. Allowed choices are duckdb, postgres, clickhouse, spark, bigquery, snowflake.",
  ],
  [
    ['--engine', 'postgres'],
    '--engine postgres needs --engine-command: a command that reads SQL and writes CSV or JSON',
  ],
  [['--engine', 'spark', '--engine-command', 'cat'], 'models/small/rows.spark.sql does not exist'],
])('train refuses %j', async (args, sentence) => {
  await enterSmallProject();
  const { code, stderr } = await runCommand(program, ['small', 'one-hot', ...args]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(sentence) });
  expect(existsSync('models/small/one-hot.json')).toBe(false);
});

test.each([
  [{ features: 'auto', shrinkage: 'learned' }, 'has features that training searches for, among rows in memory'],
  [{ features: [{ type: 'one-hot', field: 'hour' }], validation: 'time' }, 'has "validation": "time"'],
])('train --engine refuses a variant that needs single rows: %j', async (variant, sentence) => {
  await enterSmallProject();
  const path = 'models/small/model.json';
  const definition = JSON.parse(readFileSync(path, 'utf8')) as {
    variants: Record<string, unknown>;
    splits: { time: object };
  };
  definition.variants['one-hot'] = variant;
  Object.assign(definition.splits.time, { validation: 'month = 5' });
  writeFileSync(path, JSON.stringify(definition));
  const { code, stderr } = await runCommand(program, ['small', 'one-hot', '--engine', 'duckdb', '--state', 'state']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(sentence) });
});

test.each([
  ['late + 1 AS target', 'the target of the rows is neither 0 nor 1 in '],
  ['1 AS target', 'the target of the rows is 1 in all 300 rows: nothing can be learned from it'],
  ['late AS outcome', 'the query has no column target: it has hour, month, outcome'],
  ['late AS target, late AS weight', 'the weight of the rows is not above 0 in '],
])('train --engine says what is wrong with rows: %s', async (target, sentence) => {
  await enterSmallProject();
  writeFileSync('models/small/rows.sql', `SELECT hour, month, ${target} FROM data`);
  const { code, stderr } = await runCommand(program, ['small', 'one-hot', '--engine', 'duckdb', '--state', 'state']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(sentence) });
});

test('train --engine says in how many rows a field has no value that the service takes', async () => {
  await enterSmallProject();
  writeFileSync('models/small/rows.sql', 'SELECT nullif(hour, 3) AS hour, month, late AS target FROM data');
  const { stderr } = await runCommand(program, ['small', 'one-hot', '--engine', 'duckdb', '--state', 'state']);
  expect(stderr).toContain(
    'column hour is NULL or no value of its field in 30 of 300 rows; leave these rows out with WHERE',
  );
});
