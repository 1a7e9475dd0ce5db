/**
 * Prints how far the saved pipelines of a folder, read without Spark, are from Spark itself.
 * Run with the folder that make_fixtures.py wrote: node test/import/spark/compare.ts [FOLDER]
 */
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { requireParity } from '../../../scripts/import/parity.ts';
import { readSpark } from '../../../scripts/import/spark/read-spark.ts';
import { asAsked, distance, orNull, plainProbability, readAnswers } from '../answers.ts';

const [folder = 'test/import/spark/fixtures'] = process.argv.slice(2);
for (const path of globSync(join(folder, '*.ndjson')).sort()) {
  const name = basename(path, '.ndjson');
  const read = await readSpark(join(folder, name));
  const answers = readAnswers(path).map(({ row, probability }) => ({ row: asAsked(row, read.model), probability }));
  const largest = (answer: (row: (typeof answers)[number]['row']) => number | null) =>
    Math.max(...answers.map(({ row, probability }) => distance(answer(row), probability))).toExponential(1);
  console.log(
    `${name}: the served model differs from the numbers of the files by ${requireParity(read, name).toExponential(1)}; ` +
      `on ${answers.length} rows, Spark differs from these numbers by ${largest(orNull(read.probability))}, ` +
      `and from the exchange model by ${largest(plainProbability(read.model))}`,
  );
}
