import { Option } from 'commander';
import { command, run } from './cli/command.ts';
import { writeTogether } from './cli/write-together.ts';
import { fromArtifact } from './exchange/from-artifact.ts';
import { FORMATS } from './export/formats.ts';
import { readTrained } from './models/read-trained.ts';

const EXAMPLES = `
Examples:
  npm run export -- delay forecast --to onnx
  npm run export -- delay --to python -o delay.py`;

export const program = command('export', 'Write a variant in a format that other software reads')
  .argument('<model>', 'folder under models/')
  .argument('[variant]', 'a variant; default: the one that the local route serves')
  .addOption(new Option('--to <format>', 'the format').choices(Object.keys(FORMATS)).makeOptionMandatory())
  .option('-o, --out <file>', 'where to write it; default: <model>-<variant> with the extension of the format')
  .addHelpText('after', EXAMPLES)
  .action(async (model: string, named: string | undefined, { to, out }: { to: string; out?: string }) => {
    const artifact = await readTrained(model, named);
    const { extension, write, note } = FORMATS[to]!;
    const contents = write(fromArtifact(artifact));
    const file = out ?? `${model}-${artifact.variant}.${extension}`.replaceAll('-', to === 'python' ? '_' : '-');
    writeTogether(new Map([[file, contents]]));
    console.log(`wrote ${file}: ${model}/${artifact.variant}, ${Math.ceil(contents.length / 1000)} KB`);
    if (note) console.log(note);
  });

if (import.meta.main) await run(program);
