import type { Evaluation } from '../src/core/artifact.ts';
import { command, run } from './cli/command.ts';
import { brackets } from './cli/number-text.ts';
import { table } from './cli/table.ts';
import { readModel } from './models/read-model.ts';
import { requireVariant } from './models/require-variant.ts';
import { type EvaluatedVariant, evaluateAll } from './training/evaluate-all.ts';
import { RESAMPLED } from './training/figures/bootstrap.ts';
import { FIGURE_NAMES } from './training/figures/figure-text.ts';
import { openRows } from './training/open-rows.ts';
import { dataOption, seedOption, splitOption } from './training/rows/options.ts';
import { chosenSplits } from './training/rows/splits.ts';

type Row = { model: string } & EvaluatedVariant;

interface Options {
  data?: string;
  seed: number;
  split?: Evaluation['split'];
  json?: boolean;
}

export const program = command('evaluate', 'Evaluate variants and baselines on rows that their fits did not see')
  .argument('<model>', 'folder under models/')
  .argument('[variants...]', 'variants and baselines to evaluate; default: all')
  .addOption(dataOption())
  .addOption(seedOption())
  .addOption(splitOption())
  .option('--json', 'print a JSON array of flat rows')
  .action(async (model: string, variants: string[], options: Options) => {
    const rows = await evaluateModel(model, variants, options);
    if (options.json) console.log(JSON.stringify(rows.map(flat), null, 2));
    else console.log(`${render(rows)}\nBrackets are 95 % bootstrap intervals; all rows are held-out rows.`);
  });

async function evaluateModel(model: string, names: string[], { data, seed, split }: Options): Promise<Row[]> {
  const opened = readModel(model);
  const known = { ...opened.definition.baselines, ...opened.definition.variants };
  const asked = names.length > 0 ? names : Object.keys(known);
  const variants = asked.map((name) => [name, requireVariant(model, known, name, 'variant or baseline')] as const);
  const rows = await openRows(model, opened, { data, seed });
  const evaluated = await evaluateAll(model, variants, chosenSplits(model, rows, split), rows, seed);
  return evaluated.map((one) => ({ model, ...one }));
}

/** Two numbers per interval and no curve, so that a row fits a data frame or a CSV line. */
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

function render(rows: Row[]): string {
  return table([
    ['split', 'variant', 'rows', ...RESAMPLED.map((name) => FIGURE_NAMES[name]), FIGURE_NAMES.calibrationError],
    ...rows.map((row) => [
      row.split,
      row.variant,
      String(row.rows),
      ...RESAMPLED.map((name) => `${row[name].toFixed(4)} ${brackets(row[`${name}Interval`], 4)}`),
      row.calibrationError.toFixed(4),
    ]),
  ]);
}

if (import.meta.main) await run(program);
