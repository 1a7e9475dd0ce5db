import { join } from 'node:path';
import type { Artifact } from '../src/core/artifact.ts';
import { command, progress, run } from './cli/command.ts';
import { writeTogether } from './cli/write-together.ts';
import { artifactPaths, drawsName, readArtifact } from './models/artifacts.ts';
import { prettyJson } from './models/pretty-json.ts';
import { goldenRows } from './training/artifact/golden.ts';
import { recommendation } from './training/recommendation.ts';
import { dataOption, minCountOption } from './training/rows/options.ts';
import { type TrainedArtifact, trainModel } from './training/train-model.ts';

export const program = command('train', 'Fit the variants of a model and write models/<model>/<variant>.json')
  .argument('<model>', 'folder under models/')
  .argument('[variants...]', 'variants to train; default: all')
  .addOption(dataOption())
  .addOption(minCountOption())
  .option('--json', 'print the figures as JSON: an array with one object per variant')
  .action(async (model: string, variants: string[], options: { data?: string; minCount: number; json?: boolean }) => {
    const { artifacts, inputs } = await trainModel(model, variants, options);
    const folder = join('models', model);
    const files = new Map<string, string | Uint8Array>();
    for (const { artifact, draws } of artifacts) {
      files.set(join(folder, `${artifact.variant}.json`), `${prettyJson(artifact)}\n`);
      if (draws) files.set(join(folder, drawsName(artifact.variant)), draws);
    }
    const others = artifactPaths(model).filter((path) => !files.has(path));
    const golden = goldenRows(
      inputs,
      byVariant([...artifacts.map(({ artifact }) => artifact), ...others.map(readArtifact)]),
    );
    files.set(join(folder, 'examples.json'), `${prettyJson(golden)}\n`);
    writeTogether(files);
    for (const { artifact } of artifacts) progress(`wrote ${join(folder, `${artifact.variant}.json`)}`);
    if (options.json) console.log(JSON.stringify(artifacts.map(figures), null, 2));
    else console.log([...artifacts.map(describe), ...recommendation(artifacts)].join('\n'));
  });

function byVariant(artifacts: Artifact[]): Artifact[] {
  return artifacts.toSorted((a, b) => (a.variant < b.variant ? -1 : 1));
}

function figures({ artifact, coefficients, seconds }: TrainedArtifact) {
  const { model, variant, training, digest } = artifact;
  const { rows, gradient } = training;
  return { model, variant, rows, coefficients, gradient, seconds: Number(seconds.toFixed(3)), digest };
}

function describe(trained: TrainedArtifact): string {
  const { model, variant, rows, coefficients, gradient, seconds } = figures(trained);
  const heldOut = trained.artifact.evaluation.map(
    ({ split, auc, logLoss, reason }) =>
      `${split}: ${[
        auc !== undefined && `AUC ${auc.toFixed(4)}`,
        logLoss !== undefined && `log loss ${logLoss.toFixed(4)}`,
        reason,
      ]
        .filter(Boolean)
        .join(', ')}`,
  );
  return (
    `${model}/${variant}: ${coefficients} coefficients from ${rows} rows in ${seconds} s, ` +
    `gradient ${gradient} per row; held out ${heldOut.join('; ')}`
  );
}

if (import.meta.main) await run(program);
