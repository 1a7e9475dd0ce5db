import { InvalidArgumentError } from 'commander';
import { command, run } from './cli/command.ts';
import { writeTogether } from './cli/write-together.ts';
import { importModel } from './import/import-model.ts';

const EXAMPLES = `
Examples:
  npm run import -- pipeline.skops --model strikes
  npm run import -- spark-folder --model flights --variant spark --data flights.parquet
  npm run import -- weights.json --model churn --classes stays,leaves --rename _age=age`;

interface Options {
  model: string;
  variant: string;
  rename?: ReadonlyMap<string, string>;
  classes?: [string, string];
  data?: string;
  json?: true;
}

export const program = command('import', 'Bring a model that other software has fitted')
  .argument('<source>', 'file or folder of the model; models/EXCHANGE.md lists the kinds')
  .requiredOption('--model <name>', 'name of the model here: lower-case letters, digits and dashes')
  .option('--variant <name>', 'name of the variant', 'imported')
  .option('--data <file>', 'rows to learn bounds of numbers, frequencies and an average row from')
  .option('--rename <a=b>', 'call the field a of the source b in requests (repeatable)', addRenamed)
  .option('--classes <negative,positive>', 'names of the classes, if the source has none', twoClasses)
  .option('--json', 'print a JSON object')
  .addHelpText('after', EXAMPLES)
  .action(async (source: string, { model, variant, rename, json, ...options }: Options) => {
    const { files, kind, notes, digest, coefficients } = await importModel(source, {
      model,
      variant,
      renamed: rename ?? new Map(),
      ...options,
    });
    writeTogether(files);
    const written = [...files.keys()];
    const route = `${model} = "${variant}"`;
    if (json)
      console.log(
        JSON.stringify({ model, variant, kind, digest, coefficients, notes, files: written, route }, null, 2),
      );
    else {
      const lines = [
        `${model}/${variant}: ${coefficients} coefficients from ${kind}, digest ${digest.slice(0, 'sha256:'.length + 12)}`,
        ...notes.map((note) => `note: ${note}`),
        ...written.map((path) => `wrote ${path}`),
        `To serve it, add this line to each [vars.ROUTES] of wrangler.toml: ${route}`,
      ];
      console.log(lines.join('\n'));
    }
  });

function twoClasses(text: string): [string, string] {
  const [negative = '', positive = '', ...rest] = text.split(',');
  if (negative !== '' && positive !== '' && negative !== positive && rest.length === 0) return [negative, positive];
  throw new InvalidArgumentError('expected two names: the negative class, then the positive one');
}

function addRenamed(text: string, earlier: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const [from = '', to = '', ...rest] = text.split('=');
  if (from === '' || to === '' || rest.length > 0)
    throw new InvalidArgumentError('expected a=b: the name in the source, then ours');
  return new Map([...earlier, [from, to]]);
}

if (import.meta.main) await run(program);
