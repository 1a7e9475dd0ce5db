import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { byFields, byVocabulary, costChart, rowCost } from './bench/curves.ts';
import { command, progress, run } from './cli/command.ts';
import { table } from './cli/table.ts';
import { standalone } from './load/chart.ts';
import { randomSource } from './maths/random.ts';
import { readArtifacts } from './models/artifact-files.ts';

export const program = command(
  'bench:rows',
  'Measure the CPU time of looking up and scoring a row, for every variant and as models grow',
)
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
    await write(`${out}/fields.svg`, costChart(fields, 'number of fields'));
    await write(
      `${out}/vocabulary.svg`,
      costChart(vocabulary, 'categories in each of 7 fields, as powers of ten', true),
    );
    if (json) return console.log(JSON.stringify({ variants, fields, vocabulary }, null, 2));
    const rows = [
      ...variants.map(({ variant, encode, score }) => [variant, encode, score] as const),
      ...fields.map(({ x, encode, score }) => [`${x} fields of 50 categories`, encode, score] as const),
      ...vocabulary.map(({ x, encode, score }) => [`7 fields of ${x} categories`, encode, score] as const),
    ].map(([name, encode, score]) => [name, encode.toFixed(0), score.toFixed(0)]);
    console.log(table([['nanoseconds per row', 'look-up', 'score'], ...rows]));
  });

async function write(path: string, svg: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, standalone(svg));
}

if (import.meta.main) await run(program);
