import { join } from 'node:path';
import type { Artifact } from '../src/core/artifact.ts';
import { parseArtifact } from '../src/core/check.ts';
import { command, progress, run } from './cli/command.ts';
import { brackets, percent, signed } from './cli/number-text.ts';
import { writeTogether } from './cli/write-together.ts';
import { decimals } from './maths/decimals.ts';
import { sum } from './maths/vector.ts';
import { artifactPaths, readArtifact, readArtifactToWrite } from './models/artifacts.ts';
import { defaultVariant } from './models/default-variant.ts';
import type { ModelDefinition } from './models/definition.ts';
import { prettyJson } from './models/pretty-json.ts';
import { readDefinition } from './models/read-model.ts';
import { interceptShift, meanAnswer } from './recalibrate/intercept-shift.ts';
import { readOutcomes } from './recalibrate/read-outcomes.ts';
import { recalibratedArtifact } from './recalibrate/recalibrated-artifact.ts';
import { shiftInterval } from './recalibrate/shift-interval.ts';
import { goldenRows, readGoldenInputs } from './training/artifact/golden.ts';
import { clusterText } from './training/rows/held-out-rows.ts';

interface Options {
  variant?: string;
  write?: boolean;
  json?: boolean;
}

export const program = command('recalibrate', 'Shift the intercept to match recent outcomes')
  .argument('<model>', 'folder under models/')
  .argument('<outcomes>', 'CSV with the fields of a request or the answered probability, and the outcome: 0 or 1')
  .option('--variant <name>', 'variant to recalibrate; default: the one that is served')
  .option('--write', 'write the shift to models/<model>/<variant>.json')
  .option('--json', 'print a JSON object')
  .action(async (model: string, outcomes: string, options: Options) => {
    const { definition } = readDefinition(model);
    const variant = await defaultVariant(model, definition, options.variant);
    const path = join('models', model, `${variant}.json`);
    const artifact = readArtifactToWrite(path);
    const found = await recalibration(artifact, outcomes, definition);
    const written = options.write === true;
    if (written) write(path, artifact, found);
    if (options.json) console.log(JSON.stringify({ model, variant, ...found, written }, null, 2));
    else console.log(render(`${model}/${variant}`, path, found, written));
  });

type Recalibration = Awaited<ReturnType<typeof recalibration>>;

async function recalibration(artifact: Artifact, path: string, definition: ModelDefinition) {
  const { clusters, ...outcomes } = await readOutcomes(path, artifact, definition);
  const found = interceptShift(outcomes);
  const shift = decimals(found.shift, 6);
  const rows = outcomes.weight.length;
  const positives = sum(outcomes.positives);
  const [low, high] = shiftInterval(outcomes, found.shift, clusters).map((bound) => decimals(bound, 6));
  return {
    rows,
    positives,
    observed: positives / rows,
    /** Mean answer with the fitted intercept, and with the shift. */
    fitted: meanAnswer(outcomes),
    shifted: meanAnswer({ ...outcomes, logit: outcomes.logit.map((z) => z + shift) }),
    shift,
    interval: [low, high] as [number, number],
    cluster: clusters && { by: clusters.by, count: clusters.count },
  };
}

/** Writes the artifact and, because its answers change, the golden examples of the model. */
function write(path: string, artifact: Artifact, { shift, rows, positives }: Recalibration): void {
  const shifted = parseArtifact(recalibratedArtifact(artifact, { shift, rows, positives }), path);
  const examples = join('models', artifact.model, 'examples.json');
  const artifacts = artifactPaths(artifact.model).map((other) => (other === path ? shifted : readArtifact(other)));
  const golden = goldenRows(readGoldenInputs(examples), artifacts);
  const files = Object.entries({ [path]: shifted, [examples]: golden });
  writeTogether(new Map(files.map(([file, contents]) => [file, `${prettyJson(contents)}\n`])));
  progress(`wrote ${path} and ${examples}`);
}

function render(name: string, path: string, found: Recalibration, written: boolean): string {
  const { rows, positives, observed, fitted, shifted, shift, interval, cluster } = found;
  return [
    `${name}: ${rows} outcomes, ${positives} of them positive (${percent(observed)}); mean answer as trained: ${percent(fitted)}.`,
    `Shift of the trained intercept: ${signed(shift, 3)} ${brackets(interval, 3, signed)}; mean answer with it: ${percent(shifted)}.`,
    `Brackets are a 95 % interval. ${clusterText(cluster)}`,
    written
      ? `${path} updated; replaces any earlier shift. Retraining removes it. Run the tests and deploy as usual.`
      : 'Nothing was written; add --write to update the artifact.',
  ].join('\n');
}

if (import.meta.main) await run(program);
