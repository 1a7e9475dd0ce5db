import { statSync } from 'node:fs';
import { command, run } from './cli/command.ts';
import { writeTogether } from './cli/write-together.ts';
import { readArtifacts } from './models/artifact-files.ts';
import { defaultVariant } from './models/default-variant.ts';
import { readDefinition } from './models/read-model.ts';
import { offlinePage } from './offline/offline-page.ts';
import { pageBundle } from './offline/page-bundle.ts';

interface Options {
  variant?: string;
  out?: string;
}

export const program = command('page', 'Write one HTML file that holds a model and answers without a service')
  .argument('<model>', 'folder under models/')
  .option('--variant <name>', 'variant that answers; default: the one that is served')
  .option('-o, --out <file>', 'where to write it; default: <model>.html')
  .action(async (model: string, { variant: named, out = `${model}.html` }: Options) => {
    const variant = await defaultVariant(model, readDefinition(model).definition, named);
    const files = readArtifacts('models').filter((file) => file.model === model);
    const { digest } = files.find((file) => file.variant === variant)!.artifact;
    const bundle = await pageBundle(files, variant);
    const page = await offlinePage(bundle, `${model}/${variant}, ${digest}: answered on this page, nothing is sent.`);
    writeTogether(new Map([[out, page]]));
    console.log(`wrote ${out}: ${Math.round(statSync(out).size / 1000)} KB, ${model}/${variant}`);
  });

if (import.meta.main) await run(program);
