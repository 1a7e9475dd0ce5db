import { command, Failure, progress, run } from './cli/command.ts';
import type { FeatureDefinition, ModelDefinition, VariantDefinition } from './models/definition.ts';
import { prettyJson } from './models/pretty-json.ts';
import { findData, readModel } from './models/read-model.ts';
import { loadRows } from './training/rows/load-rows.ts';
import { SEED, splitsOf } from './training/rows/splits.ts';
import { chooseFeatures } from './training/selection/choose-features.ts';

interface Options {
  data?: string;
  fields?: string;
  date?: string;
  most?: string;
}

export const program = command(
  'select-features',
  'Choose crosses for a variant by forward selection, to be listed in model.json',
)
  .argument('<model>', 'folder under models/')
  .argument('<variant>', 'whose validation and budget count, and whose own features do not')
  .option('--data <path>', 'data file, in place of the one that model.json names')
  .option('--fields <names>', 'the fields to cross, with commas; all but numbers when absent')
  .option('--date <month,day>', 'two fields that make a day of the year')
  .option('--most <count>', 'the most crosses to choose')
  .action(async (model: string, variant: string, options: Options) => {
    const { definition, query } = readModel(model);
    const own = Object.hasOwn(definition.variants, variant) ? definition.variants[variant] : undefined;
    if (!own) {
      const known = Object.keys(definition.variants).join(', ');
      throw new Failure(`model ${model} has no variant ${JSON.stringify(variant)}: it has ${known}`);
    }
    const asked = { ...own, features: { auto: { ...automatic(own), ...chosen(options, definition) } } };
    const rows = await loadRows(definition, query, findData(definition, options.data), SEED);
    const { train } = splitsOf(rows).find(({ split }) => split === own.validation)!;
    const features = chooseFeatures(asked, rows, train, (text) => progress(`${model}/${variant}: ${text}`));
    console.log(prettyJson(features.map(shorthand)));
  });

type Automatic = Exclude<VariantDefinition['features'], FeatureDefinition[]>['auto'];

function automatic({ features }: VariantDefinition): Automatic {
  return Array.isArray(features) ? {} : features.auto;
}

/** What the options say. @throws {Failure} naming what is not a field, or no number */
function chosen({ fields, date, most }: Options, { fields: known }: ModelDefinition): Automatic {
  const named = (option: string, text: string) => {
    const names = text.split(',').map((name) => name.trim());
    const stranger = names.find((name) => !known.some((field) => field.name === name));
    if (stranger === undefined) return names;
    const all = known.map(({ name }) => name).join(', ');
    throw new Failure(`${option} names ${JSON.stringify(stranger)}, which is not a field: ${all}`);
  };
  const [month, day, ...more] = date === undefined ? [] : named('--date', date);
  if (date !== undefined && (month === undefined || day === undefined || more.length > 0)) {
    throw new Failure(`--date is ${JSON.stringify(date)}: expected two fields, month and day`);
  }
  const count = Number(most ?? 1);
  if (!Number.isInteger(count) || count < 1) throw new Failure(`--most is ${JSON.stringify(most)}: expected 1 or more`);
  return {
    ...(fields !== undefined && { fields: named('--fields', fields) }),
    ...(month !== undefined && day !== undefined && { date: { month, day } }),
    ...(most !== undefined && { most: count }),
  };
}

/** A term that is a whole field is written as its name. */
function shorthand(feature: FeatureDefinition): unknown {
  if (feature.type !== 'cross') return feature;
  return { ...feature, terms: feature.terms.map((term) => ('field' in term && !term.width ? term.field : term)) };
}

if (import.meta.main) await run(program);
