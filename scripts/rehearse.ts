import { join } from 'node:path';
import { command, progress, run } from './cli/command.ts';
import { Failure } from './cli/failure.ts';
import { share } from './cli/options.ts';
import { readArtifact } from './models/artifacts.ts';
import { defaultVariant } from './models/default-variant.ts';
import { findData, readModel } from './models/read-model.ts';
import { rehearse } from './rehearsal/rehearse.ts';
import { renderRehearsal } from './rehearsal/render.ts';

interface Options {
  variant?: string;
  data?: string;
  late: number;
  json?: true;
}

export const program = command(
  'rehearse',
  'Live through the time that a model holds out, week by week: requests, late outcomes, drift, monitor, recalibrate, deploy',
)
  .argument('[model]', 'folder under models/', 'delay')
  .option('--variant <name>', 'variant to serve; default: the one that is served')
  .option('--data <path>', 'data file to use instead of the one in model.json')
  .option('--late <share>', 'share of outcomes that come one or three days late', share, 0.2)
  .option('--json', 'print a JSON object')
  .action(async (model: string, { variant, data, late, json }: Options) => {
    const { definition, query } = readModel(model);
    if (!definition.splits.time?.order) {
      throw new Failure(`models/${model}/model.json: splits.time has no order, so there are no days to live through`);
    }
    const name = await defaultVariant(model, definition, variant);
    const { fields } = readArtifact(join('models', model, `${name}.json`));
    const folder = join('.build', 'rehearsal', model);
    const found = await rehearse(
      { model, variant: name, definition, fields, query, data: findData(definition, data) },
      { folder, late, report: progress },
    );
    console.log(
      json
        ? JSON.stringify(found, null, 2)
        : `${renderRehearsal(found)}\nThe project, its logs and outcomes: ${folder}`,
    );
  });

if (import.meta.main) await run(program);
