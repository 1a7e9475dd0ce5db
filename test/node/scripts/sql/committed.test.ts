import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readArtifact } from '../../../../scripts/models/artifacts.ts';
import { readGoldenInputs } from '../../../../scripts/training/artifact/golden.ts';
import { randomRows } from '../../../../scripts/verify/random-rows.ts';
import { answersOf, duckdbEngine, postgresEngine, sqliteEngine } from './engines.ts';
import { difference, expected } from './expected.ts';

const MODELS = globSync('models/*/*.json', { exclude: ['**/{ablations,examples,model}.json'] });
const KEPT = globSync('test/artifacts/*/*.json', { exclude: ['**/answers.json'] });
const RANDOM = 100;

const ENGINES = { DuckDB: duckdbEngine, SQLite: sqliteEngine, Postgres: postgresEngine };

for (const [name, open] of Object.entries(ENGINES)) {
  test.each([...MODELS, ...KEPT])(
    `in ${name}, golden and random rows have the answers of %s, to 1e-12`,
    async (path) => {
      const artifact = readArtifact(path);
      const golden = path.startsWith('models') ? readGoldenInputs(join(dirname(path), 'examples.json')) : [];
      const inputs = [...golden, ...artifact.examples.map(({ input }) => input)];
      const nulls = Object.fromEntries(artifact.fields.map((field) => [field.name, null]));
      const rows = [...inputs.map((row) => ({ ...nulls, ...row })), ...randomRows(artifact.fields, RANDOM, 1)];
      expect(difference(rows, expected(artifact, rows), await answersOf(await open(), artifact, rows))).toBeUndefined();
    },
  );
}
