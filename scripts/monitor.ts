import { join } from 'node:path';
import { command, run } from './cli/command.ts';
import { writeTogether } from './cli/write-together.ts';
import { readArtifact } from './models/artifacts.ts';
import { defaultVariant } from './models/default-variant.ts';
import { readDefinition } from './models/read-model.ts';
import { readLoggedAnswers } from './monitor/logged-answers.ts';
import { monitor } from './monitor/monitor.ts';
import { renderPage } from './monitor/page.ts';
import { renderMonitoring } from './monitor/render.ts';

interface Options {
  variant?: string;
  against?: string;
  logs?: string[];
  out?: string;
  check?: true;
  json?: true;
}

export const program = command('monitor', 'Compare what happened with what was answered')
  .argument('<model>', 'folder under models/')
  .argument(
    '<outcomes>',
    'CSV with the outcome (0 or 1, empty while unknown) and the fields of a request or the answered probability; digest and variant of the answer if known',
  )
  .option('--variant <name>', 'variant that answered, where the file does not say; default: the one that is served')
  .option('--against <name>', 'variant to compare with the one that answered most')
  .option(
    '--logs <file...>',
    'logs with the answers, for a file that has only request_id (and row, from 0, in a batch)',
  )
  .option('--out <folder>', 'where to write the page; default: .build/monitor/<model>')
  .option('--check', 'exit with 2 if the outcomes no longer follow from the fields as answered')
  .option('--json', 'print a JSON object')
  .action(async (model: string, outcomes: string, options: Options) => {
    const { definition } = readDefinition(model);
    const current = async (variant = options.variant) =>
      readArtifact(join('models', model, `${await defaultVariant(model, definition, variant)}.json`));
    const against = options.against === undefined ? undefined : await current(options.against);
    const logged = options.logs && (await readLoggedAnswers(model, options.logs));
    const found = await monitor(outcomes, { model, definition, current, against, logged });
    const page = join(options.out ?? join('.build', 'monitor', model), 'index.html');
    writeTogether(new Map([[page, renderPage(found, definition.classes)]]));
    console.log(options.json ? JSON.stringify(found, null, 2) : `${renderMonitoring(found)}\n\nThe page: ${page}`);
    const hasDrifted = found.variants.some(({ figures }) => figures.logLoss.gap.interval[0] > 0);
    if (options.check && hasDrifted) process.exitCode = 2;
  });

if (import.meta.main) await run(program);
