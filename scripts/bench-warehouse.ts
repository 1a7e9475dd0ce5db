import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { writeFlights } from './bench/warehouse/many-flights.ts';
import { type FitCost, measureFit } from './bench/warehouse/measure-fit.ts';
import { command, progress, run } from './cli/command.ts';
import { withThousands } from './cli/number-text.ts';
import { positiveInteger } from './cli/options.ts';
import { table } from './cli/table.ts';

const EXAMPLES = `
Examples:
  npm run bench:warehouse
  npm run bench:warehouse -- --rows 3000000 --json`;

export const program = command('bench:warehouse', 'Measure train --engine duckdb on flights, with 2 GB of memory')
  .option('--rows <n,n,…>', 'numbers of rows; all but 3,000,000 are made up', counts, [3e6, 3e7, 1e8])
  .option('--folder <path>', 'folder for data and databases, which takes 40 bytes a row', '.build/bench-warehouse')
  .option('--json', 'print a JSON array with one object per number of rows')
  .addHelpText('after', EXAMPLES)
  .action(async ({ rows, folder, json }: { rows: number[]; folder: string; json?: boolean }) => {
    mkdirSync(folder, { recursive: true });
    const costs: FitCost[] = [];
    for (const count of rows) {
      progress(`${withThousands(count)} rows`);
      const file = await writeFlights(join(folder, `flights-${count}.parquet`), count);
      costs.push(await measureFit(file, join(folder, `state-${count}`)));
    }
    console.log(json ? JSON.stringify(costs, null, 2) : render(costs));
  });

function counts(text: string): number[] {
  const found = text.split(',').map((part) => positiveInteger(part));
  if (found.length > 0) return found;
  throw new InvalidArgumentError('expected whole numbers above 0');
}

function render(costs: readonly FitCost[]): string {
  const seconds = (value: number) => `${value.toFixed(1)} s`;
  return table([
    ['rows', 'groups', 'prepare', 'database', 'gradient', 'Hessian', 'groups/s', 'steps', 'bytes out', 'fit'],
    ...costs.map((cost) => [
      withThousands(cost.rows),
      withThousands(cost.groups),
      seconds(cost.prepareSeconds),
      `${withThousands(cost.megabytes)} MB`,
      seconds(cost.gradientSeconds),
      seconds(cost.hessianSeconds),
      withThousands(cost.rowsPerSecond),
      `${cost.gradients} + ${cost.hessians}`,
      `${withThousands(cost.gradientBytes)} / ${withThousands(cost.hessianBytes)}`,
      seconds(cost.fitSeconds),
    ]),
  ]);
}

if (import.meta.main) await run(program);
