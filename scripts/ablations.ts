import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { command, Failure, progress, run } from './cli/command.ts';
import { brackets, signed } from './cli/number-text.ts';
import { readJson } from './cli/read-json.ts';
import { table } from './cli/table.ts';
import type { VariantDefinition } from './models/definition.ts';
import { parseDefinition, readModel } from './models/read-model.ts';
import { requireVariant } from './models/require-variant.ts';
import { type Ablation, type MeasuredAblations, measureAblations } from './training/ablations.ts';
import { holmText } from './training/figures/holm.ts';
import { openRows } from './training/open-rows.ts';
import { clusterText } from './training/rows/held-out-rows.ts';
import { dataOption } from './training/rows/options.ts';

export const program = command('ablations', 'Measure ablations of a variant on its validation rows')
  .argument('<model>', 'folder under models/, with an ablations.json')
  .argument('<variant>', 'variant with learned shrinkage to compare the ablations with')
  .addOption(dataOption())
  .option('--json', 'print a JSON array of flat rows')
  .action(async (model: string, variant: string, { data, json }: { data?: string; json?: boolean }) => {
    const opened = readModel(model);
    const learned = Object.entries(opened.definition.variants).filter(([, { shrinkage }]) => shrinkage === 'learned');
    const own = requireVariant(model, Object.fromEntries(learned), variant, 'variant with learned shrinkage named');
    const ablations = readAblations(opened.folder, variant);
    const rows = await openRows(model, opened, { data });
    const measured = measureAblations(own, ablations, rows, (text) => progress(`${model}/${variant}: ${text}`));
    if (json) console.log(JSON.stringify(measured.ablations.map(flat), null, 2));
    else console.log(render(measured));
  });

/**
 * `ablations.json` next to model.json: for a variant, its ablations by name, each written like a variant.
 * @throws {Failure} naming what is missing or wrong
 */
function readAblations(folder: string, variant: string): Record<string, VariantDefinition> {
  const path = join(folder, 'ablations.json');
  if (!existsSync(path)) throw new Failure(`${path} does not exist: it lists ablations by variant`);
  const all = readJson(path, z.record(z.string(), z.record(z.string(), z.unknown())));
  const own = Object.hasOwn(all, variant) ? all[variant] : undefined;
  if (!own) throw new Failure(`${path} has no ablations of ${variant}, only of ${Object.keys(all).join(', ')}`);
  const definition = readJson(join(folder, 'model.json'), z.looseObject({}));
  return parseDefinition(JSON.stringify({ ...definition, baselines: own }), path).baselines;
}

function flat({ interval, independentInterval, ...row }: Ablation): Record<string, string | number> {
  const [differenceLow, differenceHigh] = interval;
  const [differenceLowIndependent, differenceHighIndependent] = independentInterval;
  return { ...row, differenceLow, differenceHigh, differenceLowIndependent, differenceHighIndependent };
}

function render({ ablations, cluster }: MeasuredAblations): string {
  return [
    table([
      ['ablation', 'log loss', 'difference from kept', 'verdict', 'AUC', 'what'],
      ...ablations.map(({ ablation, logLoss, difference, interval, verdict = '', auc, description }) => [
        ablation,
        logLoss.toFixed(4),
        `${signed(difference)} ${brackets(interval, 4, signed)}`,
        verdict,
        auc.toFixed(4),
        description,
      ]),
    ]),
    'Measured on validation rows inside the training rows; brackets are 95 % intervals.',
    clusterText(cluster),
    holmText(ablations.length - 1),
  ].join('\n');
}

if (import.meta.main) await run(program);
