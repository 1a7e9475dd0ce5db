import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, progress, run } from './cli/command.ts';
import { artifactPaths, drawsName, readArtifact } from './models/artifacts.ts';
import { prettyJson } from './models/pretty-json.ts';
import { goldenRows } from './training/artifact/golden.ts';
import { dataOption } from './training/rows/options.ts';
import { type TrainedArtifact, trainModel } from './training/train-model.ts';

export const program = command('train', 'Fit the variants of a model and write models/<model>/<variant>.json')
  .argument('<model>', 'folder under models/')
  .argument('[variants...]', 'variants to train; default: all')
  .addOption(dataOption())
  .option('--json', 'print the figures as JSON: an array with one object per variant')
  .action(async (model: string, variants: string[], options: { data?: string; json?: boolean }) => {
    const { artifacts, inputs } = await trainModel(model, variants, options);
    const folder = join('models', model);
    for (const { artifact, draws } of artifacts) {
      const path = join(folder, `${artifact.variant}.json`);
      writeFileSync(path, `${prettyJson(artifact)}\n`);
      if (draws) writeFileSync(join(folder, drawsName(artifact.variant)), draws);
      progress(`wrote ${path}`);
    }
    const golden = goldenRows(inputs, artifactPaths(model).map(readArtifact));
    writeFileSync(join(folder, 'examples.json'), `${prettyJson(golden)}\n`);
    if (options.json) console.log(JSON.stringify(artifacts.map(figures), null, 2));
    else console.log(artifacts.map(describe).join('\n'));
  });

function figures({ artifact, coefficients, seconds }: TrainedArtifact) {
  const { model, variant, training, digest } = artifact;
  const { rows, gradient } = training;
  return { model, variant, rows, coefficients, gradient, seconds: Number(seconds.toFixed(3)), digest };
}

function describe(trained: TrainedArtifact): string {
  const { model, variant, rows, coefficients, gradient, seconds } = figures(trained);
  const heldOut = trained.artifact.evaluation.map(
    ({ split, auc, logLoss }) => `${split}: AUC ${auc.toFixed(4)}, log loss ${logLoss.toFixed(4)}`,
  );
  return (
    `${model}/${variant}: ${coefficients} coefficients from ${rows} rows in ${seconds} s, ` +
    `gradient ${gradient} per row; held out ${heldOut.join('; ')}`
  );
}

if (import.meta.main) await run(program);
