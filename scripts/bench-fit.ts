import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Arrangement, arrangeRows, writeRows } from './bench/fit/arrange-rows.ts';
import { type Cost, type Medians, medians } from './bench/fit/medians.ts';
import { fitOnce, LIBRARIES, type Library, OURS, requirePackages, verifyGradients } from './bench/fit/processes.ts';
import { command, progress, run } from './cli/command.ts';
import { positiveInteger } from './cli/options.ts';
import { table } from './cli/table.ts';
import { withTemporaryFolder } from './cli/temporary-folder.ts';
import { findData, readModel } from './models/read-model.ts';

const ARRANGEMENTS: Arrangement[] = ['grouped', 'ungrouped, sorted', 'ungrouped, file order'];
/** Numbers of ungrouped rows that show how the cost grows; the last one repeats them all. */
const SIZES = [1_000_000, 2_000_000, 3_000_000, 12_000_000];

interface Options {
  python?: string;
  rounds: number;
  json?: boolean;
}

export const program = command('bench:fit', 'Measure the fit of us-delay, next to scikit-learn and glum (Linux only)')
  .option('--python <path>', 'Python with the packages of test/oracle/requirements.txt; default: only this project')
  .option('--rounds <n>', 'number of rounds; the fits take turns in each', positiveInteger, 3)
  .option('--json', 'print a JSON array of flat rows')
  .action(async (options: Options) => {
    if (options.python !== undefined) await requirePackages(options.python);
    else progress('without --python: scikit-learn and glum are left out');
    const rows = await withTemporaryFolder((folder) => bench(folder, options));
    console.log(options.json ? JSON.stringify(rows, null, 2) : render(rows));
  });

async function bench(folder: string, { python, rounds }: Options): Promise<Medians[]> {
  const counts = await writeArrangements(folder);
  const costs: Cost[] = [];
  const libraries: Library[] = python === undefined ? [OURS] : LIBRARIES;
  for (let round = 1; round <= rounds; round++) {
    for (const rows of ARRANGEMENTS) {
      progress(`round ${round} of ${rounds}: ${rows}`);
      const place = join(folder, rows);
      for (const library of libraries) {
        costs.push({ rows, count: counts.get(rows)!, library, ...(await fitOnce(library, place, python)) });
      }
      if (python === undefined) continue;
      const gradients = await verifyGradients(python, place, libraries);
      for (const cost of costs.slice(-libraries.length)) cost.gradient = gradients[cost.library]!;
    }
    for (const count of SIZES) {
      progress(`round ${round} of ${rounds}: ${count} rows`);
      const cost = await fitOnce(OURS, join(folder, 'ungrouped, sorted'), undefined, count);
      costs.push({ rows: 'by number', count, library: OURS, ...cost });
    }
  }
  return medians(costs);
}

async function writeArrangements(folder: string): Promise<Map<string, number>> {
  const { definition, query } = readModel('us-delay');
  const data = findData(definition);
  const counts = new Map<string, number>();
  for (const arrangement of ARRANGEMENTS) {
    progress(`reading ${data}: ${arrangement}`);
    const rows = await arrangeRows(definition, query, data, arrangement);
    const place = join(folder, arrangement);
    mkdirSync(place);
    writeRows(place, rows);
    counts.set(arrangement, rows.weight.length);
  }
  return counts;
}

function render(rows: Medians[]): string {
  const text = rows.map((row) => [
    row.rows,
    String(row.count),
    row.library,
    `${row.cpu.toFixed(2)} [${row.cpuLow.toFixed(2)}, ${row.cpuHigh.toFixed(2)}]`,
    row.wall.toFixed(2),
    row.peak.toFixed(0),
    row.gradient === null ? '' : row.gradient.toExponential(1),
    row.cpuRatio === null ? '' : row.cpuRatio.toFixed(2),
  ]);
  return [
    table([['rows', 'number', 'fit', 'CPU s', 'wall s', 'peak MB', 'gradient', 'CPU ÷ ours'], ...text]),
    'Medians [minimum, maximum] over the rounds of building the matrix and fitting it on one thread, without reading.',
    'The ratio is the median of the ratios within a round. The gradient per row is computed by numpy, at the same penalty.',
  ].join('\n');
}

if (import.meta.main) await run(program);
