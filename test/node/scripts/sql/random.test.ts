import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomSource } from '../../../../scripts/maths/random.ts';
import { runs } from '../../../proof.ts';
import { answersOf, duckdbEngine, keptRows, postgresEngine, sqliteEngine } from './engines.ts';
import { difference, expected } from './expected.ts';
import { drawArtifact } from './random-artifact.ts';
import { drawRows } from './random-rows.ts';

const ROWS = 60;

test.each([
  ['DuckDB', duckdbEngine],
  ['SQLite', sqliteEngine],
  ['Postgres', postgresEngine],
])('in %s, any variant answers any row as the core does, to 1e-12', async (_, open) => {
  const engine = await open();
  await fc.assert(
    fc.asyncProperty(fc.noShrink(fc.nat()), async (seed) => {
      const random = randomSource(seed);
      const artifact = drawArtifact(random);
      const rows = keptRows(engine, drawRows(artifact.fields, ROWS, random));
      expect(difference(rows, expected(artifact, rows), await answersOf(engine, artifact, rows))).toBeUndefined();
    }),
    { numRuns: Math.ceil(runs(1700) / 20) },
  );
});
