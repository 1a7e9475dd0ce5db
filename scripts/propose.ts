import { command, Failure, progress, run } from './cli.ts';
import type { FeatureDefinition } from './model-definition.ts';
import { findData, readModel } from './read-model.ts';
import { splitsOf } from './training/evaluate-variant.ts';
import { prettyJson } from './training/json.ts';
import { loadRows } from './training/rows.ts';
import { SEED } from './training/train-model.ts';
import { chooseFeatures } from './training/train-variant.ts';

const program = command('propose', 'Choose crosses for a variant by forward selection, to be listed in model.json')
  .argument('<model>', 'folder under models/')
  .argument('<variant>', 'a variant whose features are "auto"')
  .option('--data <path>', 'data file, in place of the one that model.json names')
  .action(async (model: string, variant: string, { data }: { data?: string }) => {
    const { definition, query } = readModel(model);
    const found = Object.hasOwn(definition.variants, variant) ? definition.variants[variant] : undefined;
    if (!found || Array.isArray(found.features)) {
      const auto = Object.entries(definition.variants).filter(([, { features }]) => !Array.isArray(features));
      const names = auto.map(([name]) => name).join(', ') || 'none';
      throw new Failure(
        `model ${model} has no variant ${JSON.stringify(variant)} with "auto" features; it has: ${names}`,
      );
    }
    const rows = await loadRows(definition, query, findData(definition, data), SEED);
    const { train } = splitsOf(rows).find(({ split }) => split === found.validation)!;
    const features = chooseFeatures(found, rows, train, (text) => progress(`${model}/${variant}: ${text}`));
    console.log(prettyJson(features.map(shorthand)));
  });

/** A term that is a whole field is written as its name. */
function shorthand(feature: FeatureDefinition): unknown {
  if (feature.type !== 'cross') return feature;
  return { ...feature, terms: feature.terms.map((term) => ('field' in term && !term.width ? term.field : term)) };
}

await run(program);
