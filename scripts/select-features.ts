import { command, Failure, progress, run } from './cli/command.ts';
import { positiveInteger } from './cli/options.ts';
import type { FeatureDefinition, ModelDefinition, VariantDefinition } from './models/definition.ts';
import { prettyJson } from './models/pretty-json.ts';
import { readModel } from './models/read-model.ts';
import { requireVariant } from './models/require-variant.ts';
import { openRows } from './training/open-rows.ts';
import { dataOption } from './training/rows/options.ts';
import { chosenSplits, type Split } from './training/rows/splits.ts';
import { chooseFeatures } from './training/selection/choose-features.ts';

interface Options {
  data?: string;
  fields?: string;
  date?: string;
  most?: number;
}

export const program = command('select-features', 'Choose crosses by forward selection and print them for model.json')
  .argument('<model>', 'folder under models/')
  .argument('<variant>', 'variant with the validation and the budget to use; its own features are ignored')
  .addOption(dataOption())
  .option('--fields <names>', 'fields to cross, separated by commas; default: all but numbers')
  .option('--date <month,day>', 'two fields that make a day of the year')
  .option('--most <n>', 'the most crosses to choose', positiveInteger)
  .action(async (model: string, variant: string, options: Options) => {
    const opened = readModel(model);
    const { definition } = opened;
    const own = requireVariant(model, definition.variants, variant);
    const asked = { ...own, features: { auto: { ...automatic(own), ...chosen(options, definition) } } };
    const rows = await openRows(model, opened, options);
    const [{ train }] = chosenSplits(model, rows, own.validation) as [Split];
    const features = chooseFeatures(asked, rows, train, (text) => progress(`${model}/${variant}: ${text}`));
    console.log(prettyJson(features.map(shorthand)));
  });

type Automatic = Exclude<VariantDefinition['features'], FeatureDefinition[]>['auto'];

function automatic({ features }: VariantDefinition): Automatic {
  return Array.isArray(features) ? {} : features.auto;
}

/** The options that are given. @throws {Failure} naming what is not a field */
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
    throw new Failure(`--date is ${JSON.stringify(date)}: expected two fields, the month and the day`);
  }
  return {
    ...(fields !== undefined && { fields: named('--fields', fields) }),
    ...(month !== undefined && day !== undefined && { date: { month, day } }),
    ...(most !== undefined && { most }),
  };
}

/** A term that is a whole field is written as its name. */
function shorthand(feature: FeatureDefinition): unknown {
  if (feature.type !== 'cross') return feature;
  return { ...feature, terms: feature.terms.map((term) => ('field' in term && !term.width ? term.field : term)) };
}

if (import.meta.main) await run(program);
