import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { renderEntry } from '../worker/render-entry.ts';

/**
 * Writes copies of a variant as separate models, `model-1` and so on.
 * @returns the argument of `wrangler deploy` that bundles them in place of those of wrangler.toml, and their routes
 */
export async function writeModels(folder: string, count: number, model: string, variant: string) {
  const artifact: object = JSON.parse(await readFile(join('models', model, `${variant}.json`), 'utf8'));
  const models = Array.from({ length: count }, (_, k) => `model-${k + 1}`);
  for (const name of models) {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, `${variant}.json`), JSON.stringify({ ...artifact, model: name }));
  }
  const entry = join(folder, 'index.ts');
  const paths = { worker: resolve('src/worker.ts'), models: '.' };
  await writeFile(
    entry,
    renderEntry(
      models.map((name) => ({ model: name, variant })),
      [],
      paths,
    ),
  );
  return {
    options: [entry],
    routes: Object.fromEntries(models.map((name) => [name, variant])),
  };
}
