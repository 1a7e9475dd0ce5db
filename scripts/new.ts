import { command, progress, run } from './cli/command.ts';
import { createModel } from './new-model/create.ts';
import { report, summary } from './new-model/report.ts';

interface NewOptions {
  target: string;
  positive?: string;
  keep?: string[];
  drop?: string[];
  force?: true;
  json?: true;
}

async function create(model: string, data: string, { json, ...options }: NewOptions): Promise<void> {
  let current = '';
  let shown = '';
  const timer = setInterval(() => {
    if (current !== shown) progress(current);
    shown = current;
  }, 1000);
  try {
    const onProgress = (text: string): void => {
      current = text;
    };
    const { files, proposal } = await createModel(model, data, { ...options, folder: 'models', onProgress });
    process.stdout.write(
      json ? `${JSON.stringify(summary(model, files, proposal))}\n` : report(model, files, proposal),
    );
  } finally {
    clearInterval(timer);
  }
}

export const program = command('new', 'Looks at a data file and writes models/<model>/model.json and rows.sql.')
  .argument('<model>', 'name of the model: lower-case letters, digits and dashes')
  .argument('<data>', 'CSV, TSV, Parquet or JSON file, also .gz')
  .requiredOption('--target <column>', 'column to predict')
  .option('--positive <value>', 'value of it that is positive, or a comparison such as ">= 15"')
  .option('--keep <column>', 'keep a column that would be left out on suspicion (may be repeated)', collect)
  .option('--drop <column>', 'leave a column out, such as one that is known only afterwards (may be repeated)', collect)
  .option('--force', 'replace model.json and rows.sql of a model that exists')
  .option('--json', 'print what was found as one line of JSON')
  .action(create);

function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value];
}

if (import.meta.main) await run(program);
