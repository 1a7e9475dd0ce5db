import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { drawCosts } from './bench/warehouse/draw-costs.ts';
import { type Descent, descend } from './bench/warehouse/gradient-descent.ts';
import { writeFlights } from './bench/warehouse/many-flights.ts';
import { type FitCost, measureFit } from './bench/warehouse/measure-fit.ts';
import { command, progress, run } from './cli/command.ts';
import { percent, withThousands } from './cli/number-text.ts';
import { positiveInteger } from './cli/options.ts';
import { table } from './cli/table.ts';

interface Options {
  rows: number[];
  folder: string;
  plot?: string;
  descent?: boolean;
  json?: boolean;
}

const DESCENTS = [
  ['us-delay', 'one-hot'],
  ['delay', 'one-hot'],
  ['delay', 'cyclic'],
] as const;

const EXAMPLES = `
Examples:
  npm run bench:warehouse -- --plot models/warehouse.svg
  npm run bench:warehouse -- --rows 3000000 --json
  npm run bench:warehouse -- --descent`;

export const program = command('bench:warehouse', 'Measure train --engine duckdb on flights, with 2 GB of memory')
  .option('--rows <n,n,…>', 'numbers of rows; all but 3,000,000 are made up', counts, [3e6, 3e7, 1e8])
  .option('--folder <path>', 'folder for data and databases, which take 150 bytes a row', '.build/bench-warehouse')
  .option('--descent', 'only: how far 20 steps of gradient descent, which stop at 1 %, are from the optimum')
  .option('--plot <file>', 'also draw the seconds by the number of rows, as SVG')
  .option('--json', 'print a JSON array with one object per number of rows, or per variant')
  .addHelpText('after', EXAMPLES)
  .action(async ({ rows, folder, plot, descent, json }: Options) => {
    if (descent) {
      const found: Descent[] = [];
      for (const [model, variant] of DESCENTS) found.push(await descend(model, variant));
      console.log(json ? JSON.stringify(found, null, 2) : renderDescents(found));
      return;
    }
    mkdirSync(folder, { recursive: true });
    const costs: FitCost[] = [];
    for (const count of rows) {
      progress(`${withThousands(count)} rows`);
      const file = await writeFlights(join(folder, `flights-${count}.parquet`), count);
      costs.push(await measureFit(file, join(folder, `state-${count}`)));
      progress(render(costs.slice(-1)));
    }
    if (plot) writeFileSync(plot, drawCosts(costs));
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

function renderDescents(found: readonly Descent[]): string {
  return table([
    ['variant', 'steps', 'log loss', 'optimum', 'mean |Δp|', 'largest |Δp|', 'rows with |Δp| > 0.01'],
    ...found.map((one) => [
      `${one.model} ${one.variant}`,
      String(one.steps),
      one.logLoss.toFixed(6),
      one.optimum.toFixed(6),
      one.meanDifference.toFixed(4),
      one.largestDifference.toFixed(4),
      percent(one.share),
    ]),
  ]);
}

if (import.meta.main) await run(program);
