import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { identifier, literal, openDatabase, select } from '../../../../scripts/data-file/database.ts';
import { randomSource } from '../../../../scripts/maths/random.ts';
import { readArtifacts } from '../../../../scripts/models/artifact-files.ts';
import { predictFiles } from '../../../../scripts/predict/predict-files.ts';
import type { Artifact } from '../../../../src/core/artifact.ts';
import { compileEncoder, encodeRow } from '../../../../src/core/encode.ts';
import type { Field } from '../../../../src/core/field.ts';
import { compileScorer, logit } from '../../../../src/core/score.ts';
import { sigmoid } from '../../../../src/core/sigmoid.ts';
import { PROOF, runs } from '../../../proof.ts';
import { drawArtifact } from '../sql/random-artifact.ts';
import { drawRows } from '../sql/random-rows.ts';

type Row = Record<string, string | number | null>;
type Scored = Pick<Artifact, 'intercept' | 'classes' | 'fields' | 'features'>;
type Format = 'csv' | 'json' | 'parquet';

/** The name of a column that no field has. */
const NUMBER = 'number of the row';

/** What predict says about rows that stand in a file: the probability, or why the row is refused. */
async function predicted(artifact: Scored, rows: readonly Row[], format: Format): Promise<(number | string)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parity-'));
  const connection = await openDatabase();
  try {
    const [input, output] = [join(folder, `in.${format}`), join(folder, 'out.parquet')];
    await writeRows(join(folder, 'rows.ndjson'), artifact.fields, rows, input);
    const options = { inputs: [input], output, details: {}, missing: undefined };
    const { refused } = await predictFiles(artifact as Artifact, undefined, options);
    const found: (number | string)[] = new Array(rows.length);
    const places: number[] = [];
    for (const file of [output, ...(refused > 0 ? [`${output}.refused`] : [])]) {
      const written = await select(connection, `FROM read_parquet(${literal(file)})`);
      const [answer] = Object.keys(written[0] ?? {}).slice(-1);
      for (const row of written) found[Number(row[NUMBER])] = row[answer!] as number | string;
      places.push(...written.map((row) => Number(row[NUMBER])));
    }
    expect(places).toHaveLength(rows.length);
    return found;
  } finally {
    connection.closeSync();
    rmSync(folder, { recursive: true });
  }
}

/** Writes rows with a number each, in a column of its own, and the type of each field. */
async function writeRows(ndjson: string, fields: readonly Field[], rows: readonly Row[], path: string): Promise<void> {
  const connection = await openDatabase();
  writeFileSync(ndjson, rows.map((row, k) => `${JSON.stringify({ [NUMBER]: k, ...row })}\n`).join(''));
  const types = fields.map(({ name, type }) => {
    return `${literal(name)}: ${literal(type === 'integer' || type === 'number' ? 'DOUBLE' : 'VARCHAR')}`;
  });
  const columns = `{${[`${literal(NUMBER)}: 'BIGINT'`, ...types].join(', ')}}`;
  const names = [NUMBER, ...fields.map(({ name }) => name)].map(identifier);
  const read = `read_json(${literal(ndjson)}, format = 'newline_delimited', columns = ${columns})`;
  await connection.run(`COPY (SELECT ${names.join(', ')} FROM ${read}) TO ${literal(path)}`);
  connection.closeSync();
}

/** What the core says, about values as a data file has them: a number that is not finite, or an empty time, is missing. */
function expected({ fields, ...rest }: Scored, rows: readonly Row[]): (number | string)[] {
  const encoder = compileEncoder(fields);
  const scorer = compileScorer({ fields, ...rest });
  const cells = new Float64Array(fields.length);
  return rows.map((row) => {
    const present = fields.flatMap((field) => {
      const value = row[field.name] ?? null;
      const isMissing =
        typeof value === 'number' ? !Number.isFinite(value) : field.type === 'timestamp' && value === '';
      return value === null || isMissing ? [] : [[field.name, value]];
    });
    const { errors } = encodeRow(encoder, Object.fromEntries(present), cells);
    return errors.length > 0 ? errors.map(({ detail }) => detail).join('; ') : sigmoid(logit(scorer, cells));
  });
}

/** The first row about which predict says something else than the core. */
async function difference(artifact: Scored, rows: readonly Row[], format: Format): Promise<string | undefined> {
  const wanted = expected(artifact, rows);
  const found = await predicted(artifact, rows, format);
  const wrong = found.findIndex((answer, k) => {
    const want = wanted[k]!;
    if (typeof want === 'string') return answer !== want;
    return typeof answer !== 'number' || !(Math.abs(answer - want) <= 1e-12);
  });
  return wrong < 0 ? undefined : `${JSON.stringify(rows[wrong])}: ${found[wrong]}; the core says ${wanted[wrong]}`;
}

const artifacts = readArtifacts('models').map(({ artifact }) => artifact);
const golden = (model: string): Row[] =>
  JSON.parse(readFileSync(join('models', model, 'examples.json'), 'utf8')).rows.map(
    ({ input }: { input: Row }) => input,
  );

test.each(artifacts.map((artifact) => [`${artifact.model}/${artifact.variant}`, artifact] as const))(
  'golden rows of %s get the answers of the core from CSV, JSON and Parquet, to 1e-12',
  async (_, artifact) => {
    for (const format of ['csv', 'json', 'parquet'] as const) {
      expect(await difference(artifact, golden(artifact.model), format)).toBeUndefined();
    }
  },
);

test('any row of any variant gets what the core says: the probability to 1e-12, or the same reasons', {
  timeout: 900_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.noShrink(fc.nat()), async (seed) => {
      const random = randomSource(seed);
      const drawn = drawArtifact(random);
      const fields = drawn.fields.map((field): Field => {
        return field.type === 'category' && random() < 0.7 ? { ...field, match: 'folded' } : field;
      });
      const rows = drawRows(fields, PROOF ? 400 : 120, random);
      expect(await difference({ ...drawn, fields }, rows, 'parquet')).toBeUndefined();
    }),
    { numRuns: Math.ceil(runs(10_000) / 40) },
  );
});
