import type { Artifact } from '../src/core/artifact.ts';
import { command, Failure, run } from './cli/command.ts';
import { table } from './cli/table.ts';
import { type CoefficientRow, coefficientRows } from './coefficients/coefficient-rows.ts';
import { countRows } from './coefficients/count-rows.ts';
import { readModel } from './models/read-model.ts';
import { readDraws, readTrained } from './models/read-trained.ts';
import { rowsDigest } from './training/artifact/rows-digest.ts';
import { openRows } from './training/open-rows.ts';
import { dataOption } from './training/rows/options.ts';

interface CoefficientsOptions {
  rows?: true;
  data?: string;
  csv?: true;
  json?: true;
}

export const program = command('coefficients', 'List every coefficient of a model with its odds ratio')
  .argument('<model>', 'folder under models/')
  .argument('[variant]', 'a trained variant; default: the one that the local route serves')
  .option('--rows', 'also count the training rows behind each coefficient; reads the data')
  .addOption(dataOption())
  .option('--csv', 'print CSV')
  .option('--json', 'print a JSON array')
  .action(async (model: string, variant: string | undefined, options: CoefficientsOptions) => {
    const artifact = await readTrained(model, variant);
    const counts = options.rows || options.data ? await countsOf(artifact, options) : undefined;
    const rows = coefficientRows(artifact, readDraws(artifact), counts);
    if (options.json) console.log(JSON.stringify(rows, null, 2));
    else if (options.csv) console.log(csv(rows));
    else console.log(render(rows));
  });

async function countsOf(artifact: Artifact, { data }: CoefficientsOptions): Promise<number[][]> {
  const { model, training, features } = artifact;
  const rows = await openRows(model, readModel(model), { data });
  if (rowsDigest(rows) === training.data) return countRows(features, rows);
  throw new Failure(`the data are not those that trained ${model}: train again, or leave out --rows`);
}

const COLUMNS = ['feature', 'value', 'logOdds', 'oddsRatio', 'low', 'high', 'rows'] as const;

function csv(rows: readonly CoefficientRow[]): string {
  const quoted = (value: string | number | undefined) => {
    const text = String(value ?? '');
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((name) => quoted(row[name])).join(','))].join('\n');
}

function render(rows: readonly CoefficientRow[]): string {
  const hasBounds = rows[0]!.low !== undefined;
  const hasRows = rows.at(-1)!.rows !== undefined;
  const bound = (value: number | undefined) => value?.toFixed(4) ?? '';
  return table([
    [
      'feature',
      'value',
      'log-odds',
      'odds ratio',
      ...(hasBounds ? ['95 % from', 'to'] : []),
      ...(hasRows ? ['rows'] : []),
    ],
    ...rows.map(({ feature, value, logOdds, oddsRatio, low, high, rows: count }) => [
      feature,
      value,
      logOdds.toFixed(4),
      oddsRatio.toFixed(3),
      ...(hasBounds ? [bound(low), bound(high)] : []),
      ...(hasRows ? [count === undefined ? '' : String(count)] : []),
    ]),
  ]);
}

if (import.meta.main) await run(program);
