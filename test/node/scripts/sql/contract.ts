import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomSource } from '../../../../scripts/maths/random.ts';
import { readArtifact } from '../../../../scripts/models/artifacts.ts';
import { resultNames, selectSql } from '../../../../scripts/sql/select.ts';
import { readGoldenInputs } from '../../../../scripts/training/artifact/golden.ts';
import { randomRows } from '../../../../scripts/verify/random-rows.ts';
import { runs } from '../../../proof.ts';
import { CITIES, HOURS, SHOPS } from './artifacts.ts';
import { type Answer, answersOf, type Engine, keptRows } from './engines.ts';
import { difference, expected } from './expected.ts';
import { drawArtifact } from './random-artifact.ts';
import { drawRows } from './random-rows.ts';

const MODELS = globSync('models/*/*.json', { exclude: ['**/{ablations,examples,model}.json'] });
const KEPT = globSync('test/artifacts/*/*.json', { exclude: ['**/answers.json'] });
const ROWS = 60;
const TIMEOUT = 120_000;

/** What holds in every database. A time is SQL for a column of its kind at half past the hour, by the clocks of Santiago. */
export function sqlContract(
  open: () => Promise<Engine>,
  times: readonly (readonly [kind: 'text' | 'instant' | 'local', value: string, hour: number])[],
): void {
  test('any variant answers any row as the core does, to 1e-12', { timeout: 10 * TIMEOUT }, async () => {
    const engine = await open();
    await fc.assert(
      fc.asyncProperty(fc.noShrink(fc.nat()), async (seed) => {
        const random = randomSource(seed);
        const artifact = drawArtifact(random);
        const rows = keptRows(engine, drawRows(artifact.fields, ROWS, random));
        expect(difference(rows, expected(artifact, rows), await answersOf(engine, artifact, rows))).toBeUndefined();
      }),
      // 100,000 rows at full length.
      { numRuns: Math.ceil(runs(34_000) / 20) },
    );
  });

  test.each([...MODELS, ...KEPT])(
    'golden and random rows have the answers of %s, to 1e-12',
    { timeout: TIMEOUT },
    async (path) => {
      const artifact = readArtifact(path);
      const golden = path.startsWith('models') ? readGoldenInputs(join(dirname(path), 'examples.json')) : [];
      const inputs = [...golden, ...artifact.examples.map(({ input }) => input)];
      const nulls = Object.fromEntries(artifact.fields.map((field) => [field.name, null]));
      const rows = [...inputs.map((row) => ({ ...nulls, ...row })), ...randomRows(artifact.fields, ROWS, 1)];
      expect(difference(rows, expected(artifact, rows), await answersOf(await open(), artifact, rows))).toBeUndefined();
    },
  );

  test('a vocabulary of 12,000, and a cross with 100,000 cells, are answered', { timeout: TIMEOUT }, async () => {
    const rows = Array.from({ length: 500 }, (_, k) => ({ shop: `shop ${(k * 7919) % 12_001}`, week: k % 53 }));
    expect(difference(rows, expected(SHOPS, rows), await answersOf(await open(), SHOPS, rows))).toBeUndefined();
  });

  test.each(times)('a column of %s, %s, is hour %d in Santiago', async (kind, value, hour) => {
    const engine = await open();
    const sql = selectSql(HOURS, { dialect: engine.dialect, table: `(SELECT ${value} AS "left")`, time: () => kind });
    const probability = 1 / (1 + Math.exp(-0.25 - hour / 10));
    expect(await answersTo(engine, sql)).toEqual([{ probability: expect.closeTo(probability, 12), problem: null }]);
  });

  test('the collation of a column does not count', async () => {
    const engine = await open();
    const sql = selectSql(CITIES, { dialect: engine.dialect, table: `(${engine.caseless(["'LIMA'", "'Lima'"])})` });
    expect(await answersTo(engine, sql)).toEqual([
      { probability: null, problem: expect.any(String) },
      { probability: expect.any(Number), problem: null },
    ]);
  });
}

async function answersTo(engine: Engine, sql: string): Promise<Answer[]> {
  const [probability, problem] = resultNames(HOURS).map((name) => engine.dialect.identifier(name));
  const rows = await engine.rows(`SELECT ${probability} AS probability, ${problem} AS problem FROM (${sql}) AS s`);
  return rows.map(({ probability, problem }) => ({ probability, problem }));
}
