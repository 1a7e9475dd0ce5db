import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { command, Failure, progress, run } from './cli/command.ts';
import { brackets, signed } from './cli/number-text.ts';
import { table } from './cli/table.ts';
import type { VariantDefinition } from './models/definition.ts';
import { findData, parseDefinition, readModel } from './models/read-model.ts';
import { type Ablation, measureAblations } from './training/ablations.ts';
import { loadRows } from './training/rows/load-rows.ts';
import { SEED } from './training/rows/splits.ts';

export const program = command('ablations', 'What was tried for a variant and lost, measured on validation rows only')
  .argument('<model>', 'folder under models/, with an ablations.json')
  .argument('<variant>', 'the variant with learned shrinkage that was kept')
  .option('--data <path>', 'data file, in place of the one that model.json names')
  .option('--json', 'print a JSON array of flat rows')
  .action(async (model: string, variant: string, { data, json }: { data?: string; json?: boolean }) => {
    const { definition, query, folder } = readModel(model);
    const kept = learnedVariant(model, definition.variants, variant);
    const ablations = readAblations(folder, variant);
    const path = findData(definition, data);
    progress(`${model}: reading ${path}`);
    const rows = await loadRows(definition, query, path, SEED);
    const measured = measureAblations(kept, ablations, rows, (text) => progress(`${model}/${variant}: ${text}`));
    if (json) console.log(JSON.stringify(measured.map(flat), null, 2));
    else
      console.log(`${render(measured)}\nOn the validation rows inside the training rows; brackets are 95 % intervals.`);
  });

function learnedVariant(model: string, variants: Record<string, VariantDefinition>, name: string): VariantDefinition {
  const learned = Object.keys(variants).filter((one) => variants[one]!.shrinkage === 'learned');
  if (learned.includes(name)) return variants[name]!;
  const known = learned.join(', ') || 'none';
  throw new Failure(
    `model ${model} has no variant ${JSON.stringify(name)} with learned shrinkage: those that have it are ${known}`,
  );
}

/**
 * `ablations.json` beside model.json: for a variant, the ablations by name, each written like a variant.
 * @throws {Failure} naming what is missing or wrong
 */
function readAblations(folder: string, variant: string): Record<string, VariantDefinition> {
  const path = join(folder, 'ablations.json');
  if (!existsSync(path)) throw new Failure(`${path} does not exist: it holds what was tried, by variant`);
  const all = z.record(z.string(), z.record(z.string(), z.unknown())).safeParse(parseJson(path));
  if (!all.success) throw new Failure(`${path}: expected an object of ablations for every variant named`);
  const own = Object.hasOwn(all.data, variant) ? all.data[variant]! : undefined;
  if (!own)
    throw new Failure(`${path} holds no ablations for ${variant}, only for ${Object.keys(all.data).join(', ')}`);
  const definition = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8'));
  return parseDefinition(JSON.stringify({ ...definition, baselines: own }), path).baselines;
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Failure(`${path} is not JSON: ${(error as SyntaxError).message}`);
  }
}

function flat({ interval: [differenceLow, differenceHigh], ...row }: Ablation): Record<string, string | number> {
  return { ...row, differenceLow, differenceHigh };
}

function render(rows: Ablation[]): string {
  return table([
    ['ablation', 'log loss', 'less the one kept', 'AUC', 'what'],
    ...rows.map(({ ablation, logLoss, difference, interval, auc, description }) => [
      ablation,
      logLoss.toFixed(4),
      `${signed(difference)} ${brackets(interval, 4, signed)}`,
      auc.toFixed(4),
      description,
    ]),
  ]);
}

if (import.meta.main) await run(program);
