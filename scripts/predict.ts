import { InvalidArgumentError, Option } from 'commander';
import { command, Failure, run } from './cli/command.ts';
import { withThousands } from './cli/number-text.ts';
import { readDefinition } from './models/read-model.ts';
import { readDraws, readTrained } from './models/read-trained.ts';
import { answerLines } from './predict/answer-lines.ts';
import { compileAnswers, type Details } from './predict/answer-row.ts';
import { type Predicted, predictFiles } from './predict/predict-files.ts';

interface Options {
  variant?: string;
  interval?: boolean;
  level: number;
  explain?: boolean;
  stdin?: 'ndjson';
  json?: boolean;
}

const EXAMPLES = `
Examples:
  npm run predict -- us-delay flights.parquet answers.parquet
  npm run predict -- delay january.csv.gz february.csv.gz answers.csv --interval
  npm run --silent predict -- delay --stdin ndjson < rows.ndjson`;

/** The exit code when rows were refused. */
const REFUSED = 2;

export const program = command('predict', 'Answer the rows of data files')
  .argument('<model>', 'folder under models/')
  .argument('[files...]', 'data files (CSV, TSV, JSON, NDJSON or Parquet, also .gz), and last the file to write')
  .option('--variant <name>', 'variant that answers; default: the one that is served')
  .option('--interval', 'add the bounds of the probability')
  .addOption(new Option('--level <share>', 'how often the bounds hold, from 0.5 to 0.99').argParser(level).default(0.9))
  .option('--explain', 'add what each field contributes, as JSON')
  .addOption(
    new Option('--stdin <format>', 'answer lines of stdin by lines on stdout, as they come').choices(['ndjson']),
  )
  .option('--json', 'print a JSON object')
  .addHelpText('after', EXAMPLES)
  .action(async (model: string, paths: string[], options: Options) => {
    const { definition } = readDefinition(model);
    const artifact = await readTrained(model, options.variant);
    const details: Details = { level: options.interval ? options.level : undefined, explain: options.explain };
    const draws = readDraws(artifact);
    if (options.stdin) {
      if (paths.length > 0) throw new Failure(`--stdin reads no file: leave out ${paths.join(' ')}`);
      return answerLines(process.stdin, process.stdout, compileAnswers(artifact, draws, details));
    }
    const inputs = paths.slice(0, -1);
    const output = paths.at(-1);
    if (inputs.length === 0 || output === undefined) throw new Failure('name a data file, and then the file to write');
    const started = performance.now();
    const predicted = await predictFiles(artifact, draws, { inputs, output, details, missing: definition.missing });
    const seconds = (performance.now() - started) / 1000;
    const name = `${model}/${artifact.variant}`;
    if (options.json)
      console.log(JSON.stringify({ variant: name, output, ...predicted, seconds, ...costs() }, null, 2));
    else console.log(render(name, output, predicted, seconds));
    if (predicted.refused > 0) process.exitCode = REFUSED;
  });

/** What this program took so far. */
function costs() {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1000 };
}

function render(name: string, output: string, { answered, refused, refusedFile }: Predicted, seconds: number): string {
  const rate = withThousands((answered + refused) / seconds);
  const lines = [`${output}: ${rowsOf(answered)}, answered by ${name} in ${seconds.toFixed(1)} s, ${rate} a second`];
  if (refused > 0) lines.push(`${refusedFile}: ${rowsOf(refused)}, refused, with the reasons`);
  return lines.join('\n');
}

function rowsOf(count: number): string {
  return `${withThousands(count)} ${count === 1 ? 'row' : 'rows'}`;
}

function level(text: string): number {
  const value = Number(text);
  if (value >= 0.5 && value <= 0.99) return value;
  throw new InvalidArgumentError('expected a number from 0.5 to 0.99');
}

if (import.meta.main) await run(program);
