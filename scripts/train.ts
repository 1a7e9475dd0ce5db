import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, progress, run } from './cli/command.ts';
import { artifactPaths, readArtifact } from './models/artifacts.ts';
import { prettyJson } from './models/pretty-json.ts';
import { goldenRows } from './training/artifact/golden.ts';
import { trainModel } from './training/train-model.ts';

export const program = command('train', 'Fit the variants of a model and write models/<model>/<variant>.json')
  .argument('<model>', 'folder under models/')
  .argument('[variants...]', 'variants to train; all of them when none is named')
  .option('--data <path>', 'data file, in place of the one that model.json names')
  .option('--json', 'print the figures as JSON: an array with one object per variant')
  .action(async (model: string, variants: string[], options: { data?: string; json?: boolean }) => {
    const { artifacts, inputs } = await trainModel(model, variants, options);
    for (const { artifact, draws } of artifacts) {
      const path = join('models', model, `${artifact.variant}.json`);
      writeFileSync(path, `${prettyJson(artifact)}\n`);
      if (draws) writeFileSync(join('models', model, `${artifact.variant}.draws.bin`), draws);
      progress(`wrote ${path}`);
    }
    const golden = goldenRows(inputs, artifactPaths(model).map(readArtifact));
    writeFileSync(join('models', model, 'examples.json'), `${prettyJson(golden)}\n`);
    const figures = artifacts.map(({ artifact, coefficients, seconds }) => ({
      model,
      variant: artifact.variant,
      rows: artifact.training.rows,
      coefficients,
      gradient: artifact.training.gradient,
      seconds: Number(seconds.toFixed(3)),
      digest: artifact.digest,
    }));
    if (options.json) console.log(JSON.stringify(figures, null, 2));
    else
      for (const line of figures)
        console.log(describe(line, artifacts.find((one) => one.artifact.variant === line.variant)!));
  });

function describe(
  line: { model: string; variant: string; rows: number; coefficients: number; gradient: number; seconds: number },
  { artifact }: Awaited<ReturnType<typeof trainModel>>['artifacts'][number],
): string {
  const figures = artifact.evaluation.map(
    ({ split, auc, logLoss }) => `${split}: AUC ${auc.toFixed(4)}, log loss ${logLoss.toFixed(4)}`,
  );
  return (
    `${line.model}/${line.variant}: ${line.coefficients} coefficients from ${line.rows} rows in ${line.seconds} s, ` +
    `gradient ${line.gradient} per row; held out ${figures.join('; ')}`
  );
}

if (import.meta.main) await run(program);
