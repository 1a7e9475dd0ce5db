import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { command, run } from './cli/command.ts';
import { withTemporaryFolder } from './cli/temporary-folder.ts';
import { buildPackages } from './package/build-package.ts';

export const program = command('pack', 'Pack edge-logit and create-edge-logit for a registry of packages')
  .option('--out <folder>', 'where to write the two tarballs', '.build/packages')
  .option('--json', 'print a JSON list: of each tarball its path, bytes and files')
  .action(async ({ out, json }: { out: string; json?: true }) => {
    await mkdir(out, { recursive: true });
    await withTemporaryFolder(async (folder) => {
      const packages = [join(folder, 'edge-logit'), join(folder, 'create-edge-logit')] as const;
      await buildPackages(...packages);
      const packed = await Promise.all(packages.map((path) => packFolder(path, out)));
      if (json) console.log(JSON.stringify(packed, null, 2));
      else for (const { path, bytes, files } of packed) console.log(`${path}: ${bytes} bytes, ${files} files`);
    });
  });

async function packFolder(folder: string, out: string) {
  const options = ['pack', `./${folder}`, '--pack-destination', out, '--json', '--ignore-scripts'];
  const { stdout } = await promisify(execFile)('npm', options, { maxBuffer: 1e8 });
  const [{ filename, size, entryCount }] = JSON.parse(stdout);
  return { path: join(out, filename), bytes: size as number, files: entryCount as number };
}

if (import.meta.main) await run(program);
