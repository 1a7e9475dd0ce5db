import { Option } from 'commander';
import { command, progress, run } from './cli/command.ts';
import { createModel } from './new-model/create.ts';
import { report, summary } from './new-model/report.ts';
import { minCountOption } from './training/rows/options.ts';

interface NewOptions {
  target: string;
  positive?: string;
  weight?: string;
  dates?: 'DMY' | 'MDY';
  zone?: string;
  missing?: string[];
  minCount: number;
  keep?: string[];
  drop?: string[];
  oneHot?: true;
  force?: true;
  json?: true;
}

export const program = command('new', 'Describe a new model: write model.json and rows.sql from a data file')
  .argument('<model>', 'name of the model: lower-case letters, digits and dashes')
  .argument('<data>', 'CSV, TSV, Parquet or JSON file, also .gz')
  .requiredOption('--target <column>', 'column to predict')
  .option('--positive <value>', 'value of the target that is positive, or a comparison such as ">= 15"')
  .option('--weight <column>', 'column that says how often a row counts')
  .addOption(new Option('--dates <order>', 'order of dates such as 03/04/2023').choices(['MDY', 'DMY']))
  .option('--zone <zone>', 'time zone whose clocks count for dates, such as America/Santiago')
  .option(
    '--missing <text>',
    'text that marks a missing value in any column, in place of a guess (repeatable)',
    collect,
  )
  .addOption(minCountOption())
  .option('--keep <column>', 'keep a column that would be left out on suspicion (repeatable)', collect)
  .option('--drop <column>', 'leave a column out, such as one that is known only afterwards (repeatable)', collect)
  .option('--one-hot', 'also propose a variant with one slope per number and one penalty')
  .option('--force', 'replace model.json and rows.sql of an existing model')
  .option('--json', 'print the result as one line of JSON')
  .action(create);

async function create(model: string, data: string, { json, ...options }: NewOptions): Promise<void> {
  let current = '';
  let shown = '';
  const timer = setInterval(() => {
    if (current !== shown) progress(current);
    shown = current;
  }, 1000);
  const onProgress = (text: string): void => {
    current = text;
  };
  try {
    const { files, proposal } = await createModel(model, data, { ...options, folder: 'models', onProgress });
    process.stdout.write(
      json ? `${JSON.stringify(summary(model, files, proposal))}\n` : report(model, files, proposal),
    );
  } finally {
    clearInterval(timer);
  }
}

function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value];
}

if (import.meta.main) await run(program);
