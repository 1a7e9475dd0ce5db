import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { byFields, byVocabulary, costChart, rowCost } from './bench/curves.ts';
import { command, progress, run } from './cli/command.ts';
import { table } from './cli/table.ts';
import { standalone } from './load/chart.ts';
import { randomSource } from './maths/random.ts';
import { readArtifacts } from './models/artifact-files.ts';

export const program = command('bench:rows', 'Measure the CPU time per row, for every variant and as models grow')
  .option('--out <folder>', 'where to write the charts', 'loadtest/report')
  .option('--json', 'print JSON')
  .action(async ({ out, json }: { out: string; json?: true }) => {
    progress('variants …');
    const variants = readArtifacts('models').map(({ model, variant, artifact }) => {
      return { variant: `${model}/${variant}`, ...rowCost(artifact, randomSource(1)) };
    });
    progress('number of fields …');
    const fields = byFields();
    progress('size of the vocabulary …');
    const vocabulary = byVocabulary();
    const categories = 'categories in each of 7 fields, as powers of ten';
    await mkdir(out, { recursive: true });
    await writeFile(join(out, 'fields.svg'), standalone(costChart(fields, 'number of fields')));
    await writeFile(join(out, 'vocabulary.svg'), standalone(costChart(vocabulary, categories, true)));
    if (json) return console.log(JSON.stringify({ variants, fields, vocabulary }, null, 2));
    const rows = [
      ...variants.map(({ variant, encode, score }) => [variant, encode, score] as const),
      ...fields.map(({ x, encode, score }) => [`${x} fields of 50 categories`, encode, score] as const),
      ...vocabulary.map(({ x, encode, score }) => [`7 fields of ${x} categories`, encode, score] as const),
    ].map(([name, encode, score]) => [name, encode.toFixed(0), score.toFixed(0)]);
    console.log(table([['nanoseconds per row', 'look-up', 'score'], ...rows]));
  });

if (import.meta.main) await run(program);
