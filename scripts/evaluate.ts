import type { Evaluation } from '../src/core/artifact.ts';
import { command, progress, run } from './cli/command.ts';
import { brackets } from './cli/number-text.ts';
import { table } from './cli/table.ts';
import { readModel } from './models/read-model.ts';
import { requireVariant } from './models/require-variant.ts';
import { type EvaluatedVariant, evaluateAll } from './training/evaluate-all.ts';
import { FIGURE_NAMES, figureText } from './training/figures/figure-text.ts';
import { openRows } from './training/open-rows.ts';
import { clusterText } from './training/rows/held-out-rows.ts';
import { dataOption, seedOption, splitOption } from './training/rows/options.ts';
import { rollingCuts } from './training/rows/rolling-cuts.ts';
import type { TrainingRows } from './training/rows/rows.ts';
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
    console.log(options.json ? JSON.stringify(rows.map(flat), null, 2) : render(rows));
  });

async function evaluateModel(model: string, names: string[], { data, seed, split, json }: Options): Promise<Row[]> {
  const opened = readModel(model);
  const { definition } = opened;
  const known = { ...definition.baselines, ...definition.variants };
  const asked = names.length > 0 ? names : Object.keys(known);
  const variants = asked.map((name) => [name, requireVariant(model, known, name, 'variant or baseline')] as const);
  const rows = await openRows(model, opened, { data, seed });
  const splits = chosenSplits(model, rows, split);
  const cuts = split === 'time' ? cutsOf(model, rows, definition.splits.time) : [];
  const evaluated = await evaluateAll(model, variants, splits, rows, { cuts, seed, withIndependent: json });
  return evaluated.map((one) => ({ model, ...one }));
}

function cutsOf(
  model: string,
  rows: TrainingRows,
  time: { order?: string[] | undefined; cuts?: number | undefined } = {},
) {
  if (rows.time === undefined) {
    const why = 'because splits.time in model.json has no order, and rows.sql no dates in a column split_time';
    progress(`${model}: one cut only, ${why}`);
    return [];
  }
  const cuts = rollingCuts(rows, time.order, time.cuts);
  if (cuts.length === 0) progress(`${model}: one cut only, because the data have fewer than six windows of time`);
  return cuts;
}

/** Two numbers per interval and no curve, so that a row fits a data frame or a CSV line. */
function flat({ model, variant, cut, evaluation, independent = {} }: Row): Record<string, string | number> {
  const { curve: _, calibration, cluster, ...figures } = evaluation;
  return Object.fromEntries([
    ...Object.entries({ model, variant, ...(cut !== undefined && { cut }) }),
    ...Object.entries(figures).flatMap(([name, value]) => bounds(name.replace(/Interval$/, ''), value)),
    ...CALIBRATION.flatMap(([name, member]) => {
      const [value, ...interval] = calibration?.[member] ?? [];
      return value === undefined ? [] : [...bounds(name, value), ...bounds(name, interval)];
    }),
    ...Object.entries(independent).flatMap(([name, value]) => bounds(name, value, 'Independent')),
    ...(cluster ? Object.entries({ clusterBy: cluster.by, clusters: cluster.count }) : []),
  ]);
}

/** Names of the figures of calibration in flat rows, and in an evaluation. */
const CALIBRATION = [
  ['netCalibrationError', 'error'],
  ['calibrationIntercept', 'intercept'],
  ['calibrationSlope', 'slope'],
] as const;

const FIGURES = ['auc', 'logLoss', 'brier', 'averagePrecision'] as const;

function bounds(name: string, value: string | number | number[] | undefined, how = ''): [string, string | number][] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [[name, value]];
  return [
    [`${name}Low${how}`, value[0]!],
    [`${name}High${how}`, value[1]!],
  ];
}

function render(rows: Row[]): string {
  const names = [...FIGURES, ...CALIBRATION.map(([name]) => name), 'calibrationError' as const];
  return [
    table([
      ['split', 'variant', 'rows', ...names.map((name) => FIGURE_NAMES[name])],
      ...rows.map(({ variant, cut, evaluation }) => [
        cut === undefined ? evaluation.split : `${evaluation.split}, ${cut}`,
        variant,
        String(evaluation.rows),
        ...FIGURES.map((name) => estimateText(evaluation[name], evaluation[`${name}Interval`])),
        ...CALIBRATION.map(([, member]) => {
          const found = evaluation.calibration?.[member];
          return found ? estimateText(found[0], [found[1], found[2]]) : '–';
        }),
        figureText(evaluation.calibrationError ?? Number.NaN),
      ]),
    ]),
    'Brackets are 95 % bootstrap intervals; all rows are held-out rows.',
    ...(rows.some(({ evaluation }) => !evaluation.calibration?.slope)
      ? [
          '– stands for the slope of answers that are all the same or separate the classes, or one number per cut: a line needs more of them.',
        ]
      : []),
    ...new Set(rows.flatMap(({ evaluation: { split, reason } }) => (reason ? [`${split} split: ${reason}.`] : []))),
    clusterText(...rows.map(({ evaluation }) => evaluation.cluster)),
  ].join('\n');
}

function estimateText(value: number | undefined, interval: [number, number] | undefined): string {
  return value === undefined ? '–' : [value.toFixed(4), interval && brackets(interval, 4)].join(' ').trim();
}

if (import.meta.main) await run(program);
