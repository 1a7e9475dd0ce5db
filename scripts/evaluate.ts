import type { Evaluation } from '../src/core/artifact.ts';
import { command, Failure, progress, run } from './cli/command.ts';
import { table } from './cli/table.ts';
import type { ModelDefinition } from './models/definition.ts';
import { findData, readModel } from './models/read-model.ts';
import { type EvaluatedVariant, evaluateAll } from './training/evaluate-all.ts';
import { RESAMPLED, type Resampled } from './training/figures/bootstrap.ts';
import { loadRows } from './training/rows/load-rows.ts';
import { seedOption, splitOption } from './training/rows/options.ts';
import { splitsOf } from './training/rows/splits.ts';

type Row = { model: string } & EvaluatedVariant;

export const program = command(
  'evaluate',
  'Held-out figures of every variant and baseline, each fitted on the other rows',
)
  .argument('<model>', 'folder under models/')
  .argument('[variants...]', 'variants and baselines to evaluate; all of them when none is named')
  .option('--data <path>', 'data file, in place of the one that model.json names')
  .addOption(seedOption())
  .addOption(splitOption())
  .option('--json', 'print a JSON array of flat rows')
  .action(async (model: string, variants: string[], options: Options) => {
    const rows = await evaluateModel(model, variants, options);
    if (options.json) console.log(JSON.stringify(rows.map(flat), null, 2));
    else console.log(`${render(rows)}\n95 % bootstrap intervals in brackets; rows are those held out.`);
  });

interface Options {
  data?: string;
  seed: number;
  split?: Evaluation['split'];
  json?: boolean;
}

async function evaluateModel(model: string, names: string[], { data, seed, split: wanted }: Options): Promise<Row[]> {
  const { definition, query } = readModel(model);
  const variants = namedVariants(model, definition, names);
  const path = findData(definition, data);
  progress(`${model}: reading ${path}`);
  const rows = await loadRows(definition, query, path, seed);
  const splits = splitsOf(rows).filter(({ split }) => wanted === undefined || split === wanted);
  if (splits.length === 0) throw new Failure(`model ${model} has no ${wanted} split: model.json names none`);
  const evaluated = await evaluateAll(model, variants, splits, rows, seed);
  return evaluated.map((one) => ({ model, ...one }));
}

function namedVariants(model: string, { baselines, variants }: ModelDefinition, names: string[]) {
  const known = { ...baselines, ...variants };
  if (names.length === 0) return Object.entries(known);
  return names.map((name) => {
    const one = Object.hasOwn(known, name) && known[name];
    if (one) return [name, one] as const;
    const all = Object.keys(known).join(', ');
    throw new Failure(`model ${model} has no variant or baseline ${JSON.stringify(name)}: it has ${all}`);
  });
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

const COLUMNS: Record<Resampled, string> = {
  auc: 'AUC',
  logLoss: 'log loss',
  brier: 'Brier',
  averagePrecision: 'avg precision',
};

function render(rows: Row[]): string {
  return table([
    ['split', 'variant', 'rows', ...RESAMPLED.map((name) => COLUMNS[name]), 'calibration error'],
    ...rows.map((row) => [
      row.split,
      row.variant,
      String(row.rows),
      ...RESAMPLED.map((name) => {
        const [low, high] = row[`${name}Interval`];
        return `${row[name].toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]`;
      }),
      row.calibrationError.toFixed(4),
    ]),
  ]);
}

if (import.meta.main) await run(program);
