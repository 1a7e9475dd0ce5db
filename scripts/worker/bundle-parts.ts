import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const METAFILE = 'bundle-meta.json';

/** The option of `wrangler deploy` that writes the file that `bundleParts` reads. */
export const PARTS_OPTION = '--metafile';

/** A package in the bundle, or this project's own code (`src`), and how many bytes of the bundle it takes. */
export interface BundlePart {
  name: string;
  version: string | undefined;
  bytes: number;
}

const metafileSchema = z.object({
  outputs: z.record(z.string(), z.object({ inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })) })),
});

const manifestSchema = z.object({ version: z.string() });

/** The parts of a bundle made with PARTS_OPTION, largest first. Nothing else runs in the Worker. */
export async function bundleParts(folder: string): Promise<BundlePart[]> {
  const { outputs } = metafileSchema.parse(JSON.parse(await readFile(join(folder, METAFILE), 'utf8')));
  const bytes = new Map<string, number>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const name = packageOf(path);
      bytes.set(name ?? 'src', (bytes.get(name ?? 'src') ?? 0) + bytesInOutput);
    }
  }
  const parts = [...bytes].filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a);
  return Promise.all(parts.map(async ([name, count]) => ({ name, version: await versionOf(name), bytes: count })));
}

/** The package of a file; undefined for a file of this project. */
function packageOf(path: string): string | undefined {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

async function versionOf(name: string): Promise<string | undefined> {
  if (name === 'src') return undefined;
  return manifestSchema.parse(JSON.parse(await readFile(join('node_modules', name, 'package.json'), 'utf8'))).version;
}
