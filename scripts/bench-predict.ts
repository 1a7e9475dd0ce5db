import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InvalidArgumentError } from 'commander';
import { writeFlights } from './bench/warehouse/many-flights.ts';
import { command, progress, run } from './cli/command.ts';
import { withThousands } from './cli/number-text.ts';
import { positiveInteger } from './cli/options.ts';
import { productModule } from './cli/product.ts';
import { table } from './cli/table.ts';
import { execute, literal, openDatabase } from './data-file/database.ts';
import { readModel } from './models/read-model.ts';
import { bareQuery } from './training/rows/with-rows.ts';

const EXAMPLES = `
Examples:
  npm run bench:predict
  npm run bench:predict -- --rows 3000000 --more "--interval"`;

interface Options {
  rows: number[];
  formats: string;
  variant: string;
  more: string;
  folder: string;
  json?: boolean;
}

/** What a run of predict printed, and about which file. */
interface Cost {
  rows: number;
  format: string;
  megabytes: number;
  seconds: number;
  cpuSeconds: number;
  peakMegabytes: number;
}

export const program = command('bench:predict', 'Measure predict on flights in files')
  .option('--rows <n,n,…>', 'numbers of rows; all but 3,000,000 are made up', counts, [3e6, 1e8])
  .option('--formats <list>', 'formats of the files, read and written', 'parquet')
  .option('--variant <name>', 'variant of us-delay', 'one-hot')
  .option('--more <options>', 'further options of predict', '')
  .option('--folder <path>', 'folder for the files, which takes 25 bytes a row in Parquet', '.build/bench-predict')
  .option('--json', 'print a JSON array')
  .addHelpText('after', EXAMPLES)
  .action(async ({ rows, formats, variant, more, folder, json }: Options) => {
    mkdirSync(folder, { recursive: true });
    const costs: Cost[] = [];
    for (const count of rows) {
      for (const format of formats.split(',')) {
        const input = await writeRows(folder, count, format);
        progress(`${withThousands(count)} rows, ${format}`);
        const args = ['us-delay', input, join(folder, `answers.${format}`), '--variant', variant, '--json'];
        const { stdout } = await promisify(execFile)(process.execPath, [
          productModule('scripts/predict'),
          ...args,
          ...more.split(' ').filter(Boolean),
        ]);
        costs.push({ rows: count, format, megabytes: statSync(input).size / 1e6, ...JSON.parse(stdout) });
      }
    }
    console.log(json ? JSON.stringify(costs, null, 2) : render(costs));
  });

/** Writes the fields of flights in a file, unless it exists. */
async function writeRows(folder: string, count: number, format: string): Promise<string> {
  const path = join(folder, `rows-${count}.${format}`);
  if (existsSync(path)) return path;
  const flights = await writeFlights(join(folder, `flights-${count}.parquet`), count);
  const { definition, query } = readModel('us-delay');
  const connection = await openDatabase();
  await execute(connection, `CREATE VIEW data AS FROM read_parquet(${literal(flights)})`);
  const fields = definition.fields.map(({ name }) => name).join(', ');
  await execute(
    connection,
    `COPY (SELECT ${fields} FROM (${bareQuery(query)})) TO ${literal(`${path}.new.${format}`)}`,
  );
  connection.closeSync();
  renameSync(`${path}.new.${format}`, path);
  return path;
}

function counts(text: string): number[] {
  const found = text.split(',').map((part) => positiveInteger(part));
  if (found.length > 0) return found;
  throw new InvalidArgumentError('expected whole numbers above 0');
}

function render(costs: readonly Cost[]): string {
  return table([
    ['rows', 'format', 'file', 'time', 'CPU', 'rows/s', 'peak memory'],
    ...costs.map(({ rows, format, megabytes, seconds, cpuSeconds, peakMegabytes }) => [
      withThousands(rows),
      format,
      `${withThousands(megabytes)} MB`,
      `${seconds.toFixed(1)} s`,
      `${cpuSeconds.toFixed(1)} s`,
      withThousands(rows / seconds),
      `${withThousands(peakMegabytes)} MB`,
    ]),
  ]);
}

if (import.meta.main) await run(program);
