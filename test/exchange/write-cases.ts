import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../scripts/cli/failure.ts';
import { fromArtifact } from '../../scripts/exchange/from-artifact.ts';
import { FORMATS } from '../../scripts/export/formats.ts';
import { randomSource } from '../../scripts/maths/random.ts';
import { readArtifact } from '../../scripts/models/artifacts.ts';
import { randomRows } from '../../scripts/verify/random-rows.ts';
import type { Artifact } from '../../src/core/artifact.ts';
import { expected } from '../node/scripts/sql/expected.ts';
import { drawArtifact } from '../node/scripts/sql/random-artifact.ts';
import { drawRows, type Row } from '../node/scripts/sql/random-rows.ts';

/**
 * Writes variants in every format, and what they shall answer, for `prove.py`: `node test/exchange/write-cases.ts FOLDER
 * VARIANTS ROWS`. `cases.jsonl` has an object a line.
 */
const [folder = '.build/exchange/cases', variants = '50', count = '100'] = process.argv.slice(2);

type Content = Pick<Artifact, 'classes' | 'intercept' | 'fields' | 'features'>;

interface Case {
  title: string;
  artifact: Content;
  rows: Row[];
}

const paths = globSync(['models/*/*.json', 'test/artifacts/*/*.json'], {
  exclude: ['**/{ablations,answers,examples,model}.json'],
});
const committed = paths.map((path): Case => {
  const artifact = readArtifact(path);
  const golden = artifact.examples.map(({ input }) => input);
  return { title: path, artifact, rows: [...golden, ...randomRows(artifact.fields, Number(count), 1)] };
});

const drawn = Array.from({ length: Number(variants) }, (_, seed): Case => {
  const random = randomSource(seed);
  const artifact = drawArtifact(random);
  return { title: `drawn variant ${seed}`, artifact, rows: drawRows(artifact.fields, Number(count), random) };
});

/** Whether JSON and a column of int64 can hold the row, no text is in a column of numbers, and the empty text is not a missing value. */
function isSayable(row: Row, { fields }: Content): boolean {
  return fields.every(({ name, type, ...field }) => {
    const value = row[name] ?? null;
    const hasEmpty = 'vocabulary' in field && field.vocabulary.includes('');
    if (value === null) return !hasEmpty && (type !== 'integer' || 'missing' in field);
    if (type === 'category') return typeof value === 'string' && (value !== '' || hasEmpty);
    if (type === 'timestamp') return typeof value === 'string';
    return type === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value);
  });
}

rmSync(folder, { recursive: true, force: true });
const lines = [...committed, ...drawn].map(({ title, artifact, rows: all }, k) => {
  const rows = all.filter((row) => isSayable(row, artifact));
  const refused: Record<string, string> = {};
  mkdirSync(join(folder, String(k)), { recursive: true });
  for (const [name, { extension, write }] of Object.entries(FORMATS)) {
    try {
      writeFileSync(join(folder, String(k), `model.${extension}`), write(fromArtifact({ title, ...artifact })));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      refused[name] = error.message;
    }
  }
  return JSON.stringify({ title, folder: String(k), rows, wanted: expected(artifact, rows), refused });
});
writeFileSync(join(folder, 'cases.jsonl'), `${lines.join('\n')}\n`);
