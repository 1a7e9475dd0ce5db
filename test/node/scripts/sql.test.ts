import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { program } from '../../../scripts/sql.ts';
import { readGoldenInputs } from '../../../scripts/training/artifact/golden.ts';
import { runCommand } from '../run-command.ts';
import { duckdbEngine } from './sql/engines.ts';

const sql = (...args: string[]) => runCommand(program, args);

test('sql prints a statement that scores a table, named after the digest of the variant', async () => {
  const { stdout, stderr, code } = await sql(
    'delay',
    'cyclic',
    '--dialect',
    'duckdb',
    '--table',
    'flights',
    '--as',
    'risk',
  );
  const { digest, examples } = JSON.parse(readFileSync('models/delay/cyclic.json', 'utf8'));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(`-- delay/cyclic, ${digest}: the probability of "late"\n`);
  const engine = await duckdbEngine();
  const input = readGoldenInputs('models/delay/examples.json')[0]!;
  expect(examples.length).toBeGreaterThan(0);
  const columns = Object.entries(input).map(([name, value]) => `${engine.dialect.text(String(value))} AS "${name}"`);
  await engine.run(`CREATE TABLE flights AS SELECT ${columns.join(', ')}`);
  const [row] = await engine.rows(stdout);
  const golden = JSON.parse(readFileSync('models/delay/examples.json', 'utf8')).rows[0].variants.cyclic;
  expect(row).toEqual({ ...row, risk: expect.closeTo(golden.probability, 12), problem: null });
});

test('sql --dbt writes a model of dbt, and --out any statement', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sql-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'new', 'score.sql');
  const { stdout } = await sql('delay', 'cyclic', '--dialect', 'snowflake', '--table', "it's", '--dbt', '--out', file);
  expect(stdout).toBe(`wrote ${file}: delay/cyclic for Snowflake\n`);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain("\nFROM {{ ref('it\\'s') }} AS t\n");
  expect(text.match(/\{[{%#]/g)).toHaveLength(1);
});

test('sql refuses an unknown dialect, variant or model, and folding in SQLite, and writes nothing', async () => {
  const file = join(tmpdir(), 'sql-never.sql');
  expect((await sql('delay', '--dialect', 'oracle', '-o', file)).stderr).toMatch(
    /argument 'oracle' is invalid. Allowed choices are duckdb, /,
  );
  expect((await sql('delay', 'nope', '--dialect', 'duckdb', '-o', file)).stderr).toMatch(
    /^error: model delay has no variant "nope"/,
  );
  expect((await sql('nope', '--dialect', 'duckdb', '-o', file)).stderr).toMatch(/^error: there is no model "nope"/);
  expect((await sql('delay', 'cyclic', '--dialect', 'sqlite', '--fold', '-o', file)).stderr).toBe(
    'error: SQLite cannot fold OPERA: leave out --fold, and spell categories as the model does\n',
  );
  expect(existsSync(file)).toBe(false);
});
