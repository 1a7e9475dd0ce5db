import { InvalidArgumentError } from 'commander';
import type { Evaluation } from '../src/core/artifact.ts';
import { command, progress, run } from './cli.ts';
import { findData, readModel } from './model-definition.ts';
import { table } from './table.ts';
import { evaluateBaseRate, evaluateVariant, splitsOf } from './training/evaluate-variant.ts';
import type { Metrics } from './training/metrics.ts';
import { loadRows } from './training/rows.ts';
import { SEED } from './training/train-model.ts';

type Row = { model: string; variant: string } & Evaluation;

const program = command('evaluate', 'Held-out figures of every variant and baseline, each fitted on the other rows')
  .argument('<model>', 'folder under models/')
  .option('--data <path>', 'data file, in place of the one that model.json names')
  .option('--seed <n>', 'draws another random third', parseSeed, SEED)
  .option('--json', 'print a JSON array of flat rows')
  .action(async (model: string, options: { data?: string; seed: number; json?: boolean }) => {
    const rows = await evaluateModel(model, options);
    if (options.json) console.log(JSON.stringify(rows.map(flat), null, 2));
    else console.log(`${render(rows)}\n95 % bootstrap intervals in brackets; rows are those held out.`);
  });

async function evaluateModel(model: string, { data, seed }: { data?: string; seed: number }): Promise<Row[]> {
  const { definition, query } = readModel(model);
  const path = findData(definition, data);
  progress(`${model}: reading ${path}`);
  const rows = await loadRows(definition, query, path, seed);
  const result: Row[] = [];
  for (const split of splitsOf(rows)) {
    progress(`${model}: ${split.split} split`);
    result.push({ model, variant: 'base-rate', ...evaluateBaseRate(rows, split, seed) });
    for (const [variant, one] of Object.entries({ ...definition.baselines, ...definition.variants })) {
      progress(`${model}: ${split.split} split, ${variant}`);
      result.push({ model, variant, ...evaluateVariant(one, rows, split, seed) });
    }
  }
  return result;
}

/** Intervals as two numbers of their own and no curve, so that a row fits a data frame or a CSV line. */
function flat({ curve: _, ...row }: Row): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]): [string, string | number][] =>
      Array.isArray(value)
        ? [
            [name.replace(/Interval$/, 'Low'), value[0]],
            [name.replace(/Interval$/, 'High'), value[1]],
          ]
        : [[name, value]],
    ),
  );
}

const COLUMNS: [keyof Metrics, string][] = [
  ['auc', 'AUC'],
  ['logLoss', 'log loss'],
  ['brier', 'Brier'],
  ['averagePrecision', 'avg precision'],
  ['calibrationError', 'calibration error'],
];

function render(rows: Row[]): string {
  return table([
    ['split', 'variant', 'rows', ...COLUMNS.map(([, title]) => title)],
    ...rows.map((row) => [
      row.split,
      row.variant,
      String(row.rows),
      ...COLUMNS.map(([name]) => {
        const [low, high] = row[`${name}Interval`];
        return `${row[name].toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]`;
      }),
    ]),
  ]);
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw new InvalidArgumentError('expected a whole number from 0');
}

await run(program);
