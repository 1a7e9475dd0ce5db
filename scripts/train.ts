import { join } from 'node:path';
import type { Artifact } from '../src/core/artifact.ts';
import { command, Failure, progress, run } from './cli/command.ts';
import { writeTogether } from './cli/write-together.ts';
import { artifactPaths, drawsName, readArtifact } from './models/artifacts.ts';
import { prettyJson } from './models/pretty-json.ts';
import { goldenRows } from './training/artifact/golden.ts';
import { recommendation } from './training/recommendation.ts';
import { dataOption, minCountOption } from './training/rows/options.ts';
import { type TrainedArtifact, trainModel } from './training/train-model.ts';
import type { EngineName } from './warehouse/engines/dialects.ts';
import { engineOption } from './warehouse/options.ts';
import { type EngineOptions, trainWithEngine } from './warehouse/train-with-engine.ts';

type Options = Omit<EngineOptions, 'engine'> & { engine?: EngineName; json?: boolean };

const FLAGS = { engineCommand: '--engine-command', query: '--query', resume: '--resume' };

const EXAMPLES = `
Examples:
  npm run train -- us-delay one-hot
  npm run train -- us-delay one-hot --engine duckdb
  npm run train -- us-delay one-hot --engine postgres --engine-command 'psql -X --csv -q -v ON_ERROR_STOP=1'`;

export const program = command('train', 'Fit the variants of a model and write models/<model>/<variant>.json')
  .argument('<model>', 'folder under models/')
  .argument('[variants...]', 'variants to train; default: all')
  .addOption(dataOption())
  .addOption(minCountOption())
  .addOption(engineOption())
  .option(
    '--engine-command <command>',
    'send the SQL to this command line, which prints CSV or JSON, such as "psql --csv -q"',
  )
  .option('--query <file>', 'query of the rows for --engine-command; default: models/<model>/rows.<engine>.sql')
  .option('--resume', 'go on from where a training with --engine was interrupted')
  .option('--state <folder>', 'folder for the state of a training with --engine', '.build/engine')
  .option('--json', 'print the figures as JSON: an array with one object per variant')
  .addHelpText('after', EXAMPLES)
  .action(async (model: string, variants: string[], options: Options) => {
    const { engine } = options;
    for (const name of ['engineCommand', 'query', 'resume'] as const) {
      if (options[name] !== undefined && engine === undefined) throw new Failure(`${FLAGS[name]} needs --engine`);
    }
    const trained =
      engine === undefined
        ? await trainModel(model, variants, options)
        : await trainWithEngine(model, variants, { ...options, engine });
    const { artifacts, inputs } = trained;
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
    if ('folders' in trained) for (const { remove } of trained.folders) remove();
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
