import type { Training } from '../src/core/artifact.ts';
import { routedVariants } from '../src/core/contract/variables.ts';
import { commitOf } from './changes/git.ts';
import { historyOf, renderHistory } from './changes/history.ts';
import { renderChanges } from './changes/render-changes.ts';
import { routeChanges } from './changes/route-changes.ts';
import { servedAt, servedNow } from './changes/served-at.ts';
import { command, run } from './cli/command.ts';
import { signed } from './cli/number-text.ts';
import { table } from './cli/table.ts';
import { decimals } from './maths/decimals.ts';
import { artifactPaths, modelNames, readArtifact } from './models/artifacts.ts';
import { upgradeModel } from './training/artifact/upgrade-model.ts';
import { dataOption } from './training/rows/options.ts';
import { type EnvironmentConfig, readWranglerConfig } from './wrangler/config.ts';

export const program = command(
  'models',
  'List the trained models: digests, held-out figures, and the routes that serve them',
)
  // Else --json after a verb would be an option of the list.
  .enablePositionalOptions()
  .option('--json', 'print a JSON array with one object per variant')
  .action(async (options: { json?: boolean }) => {
    const environments = await readWranglerConfig();
    const rows = modelNames().flatMap((model) => artifactPaths(model).map((path) => describe(path, environments)));
    if (options.json) console.log(JSON.stringify(rows, null, 2));
    else console.log(rows.length > 0 ? render(rows) : 'There is no trained model yet: npm run train -- <model>');
  });

program
  .command('upgrade')
  .description('Write artifacts and golden examples again, as training writes them today, without training')
  .argument('[models...]', 'folders under models/; default: all')
  .addOption(dataOption())
  .action(async (models: string[], options: { data?: string }) => {
    for (const model of models.length > 0 ? models : modelNames()) await upgradeModel(model, options);
  });

program
  .command('diff')
  .description(
    'Compare what every route serves with another revision: digests, figures, golden answers, decisions, categories',
  )
  .argument('<revision>', 'commit, branch or tag to compare with')
  .option('--json', 'print a JSON array with one object per route that changes')
  .action(async (revision: string, options: { json?: boolean }) => {
    const changes = routeChanges(await servedAt(await commitOf(revision)), await servedNow());
    console.log(options.json ? JSON.stringify(changes, null, 2) : renderChanges(changes, revision));
  });

program
  .command('history')
  .description('List the commits that changed the artifacts of a model')
  .argument('<model>', 'folder under models/')
  .option('--json', 'print a JSON array with one object per commit and variant')
  .action(async (model: string, options: { json?: boolean }) => {
    const editions = await historyOf(model);
    console.log(options.json ? JSON.stringify(editions, null, 2) : renderHistory(editions));
  });

function describe(path: string, environments: EnvironmentConfig[]) {
  const { model, variant, title, digest, training, features, evaluation } = readArtifact(path);
  return {
    model,
    variant,
    title,
    digest,
    rows: training.rows,
    source: training.source,
    coefficients: 1 + features.reduce((sum, { coefficients }) => sum + coefficients.length, 0),
    gradient: training.gradient,
    calibration: training.calibration,
    recalibration: training.recalibration,
    evaluation,
    servedIn: environments
      .filter(({ routes }) => {
        const route = routes.get(model);
        return route !== undefined && routedVariants(route).includes(variant);
      })
      .map(({ name }) => name),
  };
}

function render(rows: ReturnType<typeof describe>[]): string {
  const figure = (row: ReturnType<typeof describe>, split: string) =>
    row.evaluation.find((one) => one.split === split)?.auc?.toFixed(4) ?? '–';
  return table([
    [
      ...['model', 'variant', 'rows', 'coefficients', 'AUC random', 'AUC time', 'calibrated ahead', 'recalibrated'],
      ...['digest', 'served in'],
    ],
    ...rows.map((row) => [
      row.model,
      row.variant,
      row.rows === undefined ? `imported from ${row.source}` : String(row.rows),
      String(row.coefficients),
      figure(row, 'random'),
      figure(row, 'time'),
      calibrationText(row.calibration),
      recalibrationText(row.recalibration),
      row.digest.slice(0, 'sha256:'.length + 12),
      row.servedIn.join(', ') || '–',
    ]),
  ]);
}

function calibrationText(calibration: Training['calibration']): string {
  if (calibration === undefined) return '–';
  const { applied, intercept, slope } = calibration;
  return applied ? `${decimals(intercept, 3)} + ${decimals(slope, 3)}·logit` : 'would not help';
}

function recalibrationText(recalibration: Training['recalibration']): string {
  return recalibration ? `${signed(recalibration.shift, 3)}, ${recalibration.rows} outcomes` : '–';
}

if (import.meta.main) await run(program);
