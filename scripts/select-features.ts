import { command, Failure, progress, run } from './cli/command.ts';
import { positiveInteger } from './cli/options.ts';
import type { FeatureDefinition, ModelDefinition } from './models/definition.ts';
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
  .option('--fields <names>', 'fields to cross, separated by commas; default: all')
  .option('--date <month,day>', 'two fields that make a day of the year')
  .option('--most <n>', 'the most crosses to choose', positiveInteger)
  .action(async (model: string, variant: string, options: Options) => {
    const opened = readModel(model);
    const { definition } = opened;
    const own = requireVariant(model, definition.variants, variant);
    const auto = typeof own.features === 'object' && 'auto' in own.features ? own.features.auto : {};
    const { fields, date, most = auto.most } = options;
    const chosen = {
      fields: fields === undefined ? auto.fields : fieldNames('--fields', fields, definition),
      date: date === undefined ? auto.date : dateFields(date, definition),
      most,
    };
    const rows = await openRows(model, opened, options);
    const [{ train }] = chosenSplits(model, rows, own.validation) as [Split];
    const { features } = chooseFeatures({ ...own, features: { auto: chosen } }, rows, train, (text) =>
      progress(`${model}/${variant}: ${text}`),
    );
    console.log(prettyJson(features.map(shorthand)));
  });

/** Names separated by commas. @throws {Failure} naming one that is not a field */
function fieldNames(option: string, text: string, { fields }: ModelDefinition): string[] {
  const known = fields.map(({ name }) => name);
  const names = text.split(',').map((name) => name.trim());
  const stranger = names.find((name) => !known.includes(name));
  if (stranger === undefined) return names;
  throw new Failure(`${option} names ${JSON.stringify(stranger)}, which is not a field: ${known.join(', ')}`);
}

function dateFields(text: string, definition: ModelDefinition): { month: string; day: string } {
  const [month, day, ...more] = fieldNames('--date', text, definition);
  if (month !== undefined && day !== undefined && more.length === 0) return { month, day };
  throw new Failure(`--date is ${JSON.stringify(text)}: expected two fields, the month and the day`);
}

/** A term that is a whole field is written as its name. */
function shorthand(feature: FeatureDefinition): unknown {
  if (feature.type !== 'cross') return feature;
  return {
    ...feature,
    terms: feature.terms.map((term) => ('field' in term && !term.width && !term.bins ? term.field : term)),
  };
}

if (import.meta.main) await run(program);
