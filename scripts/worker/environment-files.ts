import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { DOCUMENT_LINKS } from '../../src/core/contract/document-links.ts';
import { modelDescription, modelSummary } from '../../src/core/contract/model-description.ts';
import { statedLimits } from '../../src/core/contract/stated-limits.ts';
import { routedVariants, type Variables } from '../../src/core/contract/variables.ts';
import { productFile, productModule } from '../cli/product.ts';
import type { ArtifactFile } from '../models/artifact-errors.ts';
import { servedModels } from '../models/served-models.ts';
import { openApiDocument } from '../openapi/document.ts';
import { referenceFiles } from '../pages/reference-files.ts';
import { SITE_LANGUAGES } from '../pages/site-words.ts';
import type { EnvironmentConfig } from '../wrangler/config.ts';
import { renderEntry } from './render-entry.ts';

/** Where a project may have routes of its own, next to wrangler.toml. */
const OWN_ROUTES = ['routes.ts', 'routes.js'];

/** The folder of an environment: the entry of its Worker, `index.ts`, and its static assets, `assets/`. */
export function environmentFolder(name: string): string {
  return `.build/${name}`;
}

/** What is wrong with `main` and `assets` of an environment, which must name its folder: environments inherit both. */
export function folderErrors({ name, main, assets }: Pick<EnvironmentConfig, 'name' | 'main' | 'assets'>): string[] {
  const folder = environmentFolder(name);
  const expected = { main: `${folder}/index.ts`, 'assets.directory': `${folder}/assets` };
  const stated = { main, 'assets.directory': assets };
  return Object.entries(expected).flatMap(([key, path]) => {
    if (stated[key as keyof typeof stated] === path) return [];
    return [`wrangler.toml, environment ${name}: ${key} must be "${path}", which npm run bundle writes`];
  });
}

/** What the files of an environment depend on. */
export type BuiltEnvironment = Pick<
  Variables,
  'routes' | 'tiers' | 'limits' | 'modelsPublic' | 'corsOrigins' | 'headers'
>;

/** The artifacts that an environment bundles: those that its routes name. */
export function routedFiles<File extends { model: string; variant: string }>(
  files: readonly File[],
  { routes }: Pick<Variables, 'routes'>,
): File[] {
  return files.filter(({ model, variant }) => {
    const route = routes.get(model);
    return route !== undefined && routedVariants(route).includes(variant);
  });
}

/**
 * The files of an environment, by path. What a build says about the models (`/models`, `/models/<model>`, `/openapi.json`)
 * is a static asset where everybody may read it. Where a key is needed, or where pages of other origins may ask (the
 * answer names the origin), the Worker has these texts instead, and no asset names a field or a category.
 * @param playground the files of the playground, and the words of the models
 */
export async function environmentFiles(
  environment: BuiltEnvironment,
  files: readonly ArtifactFile[],
  playground: {
    files: ReadonlyMap<string, Uint8Array>;
    words: Readonly<Record<string, Readonly<Record<string, object>>>>;
  },
): Promise<Map<string, string | Uint8Array>> {
  const { version } = JSON.parse(await readFile(productFile('package.json'), 'utf8'));
  const models = servedModels(files, environment.routes);
  const document = openApiDocument(files, environment, version);
  const described = new Map([...describedModels(environment, files), ['/openapi.json', JSON.stringify(document)]]);
  const { modelsPublic, corsOrigins } = environment;
  const isStatic = modelsPublic && corsOrigins.length === 0;
  const assets = new Map([...playground.files, ...(await referenceFiles(modelsPublic ? document : undefined))]);
  assets.set('_headers', Buffer.from(withHeaders(String(Buffer.from(assets.get('_headers')!)), environment)));
  if (modelsPublic) {
    for (const language of SITE_LANGUAGES) {
      const words = models.map(({ model }) => [model, playground.words[model]?.[language]]);
      assets.set(`words/${language}.json`, Buffer.from(JSON.stringify(Object.fromEntries(words))));
    }
  }
  if (isStatic) {
    for (const [path, text] of described) assets.set(fileOf(path), Buffer.from(text));
    assets.set('_headers', Buffer.from(`${Buffer.from(assets.get('_headers')!)}${LINKS}`));
    assets.set('_redirects', Buffer.from([...described.keys()].map(redirect).join('')));
  }
  const texts = isStatic
    ? []
    : [...described].map(([path, text]) => ({ path, text, file: `descriptions/${fileOf(path)}` }));
  const entry = renderEntry(
    routedFiles(files, environment),
    texts.map(({ path, text, file }) => ({ path, etag: entityTag(text), file: `./${file}` })),
    {
      worker: relative(environmentFolder('any'), productModule('src/worker')).replaceAll('\\', '/'),
      models: '../../models',
      ownRoutes: OWN_ROUTES.find((name) => existsSync(name))?.replace(/^/, '../../'),
    },
  );
  return new Map<string, string | Uint8Array>([
    ['index.ts', entry],
    ...texts.map(({ file, text }) => [file, text] as const),
    ...[...assets].map(([path, contents]) => [`assets/${path}`, contents] as const),
  ]);
}

/** What a build says about the models, by path: `/models`, and `/models/<model>` for each. */
export function describedModels(
  environment: BuiltEnvironment,
  files: readonly ArtifactFile[],
): Map<`/models${string}`, string> {
  const models = servedModels(files, environment.routes);
  const limits = statedLimits(environment);
  return new Map([
    ['/models', JSON.stringify({ models: models.map(modelSummary) })],
    ...models.map((one) => [`/models/${one.model}`, JSON.stringify(modelDescription(one, limits))] as const),
  ]);
}

/** `/models` is in `models.json`: a file cannot have the name of the folder next to it. */
function fileOf(path: string): string {
  return `${path.slice(1)}${path.endsWith('.json') ? '' : '.json'}`;
}

/** The headers of all pages, with those of the environment. */
function withHeaders(text: string, { headers }: BuiltEnvironment): string {
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}\n`);
  return text.replace('/*\n', (path) => path + lines.join(''));
}

/** Answers a path with its file, without sending the caller elsewhere; empty if the path is the file. */
function redirect(path: string): string {
  return fileOf(path) === path.slice(1) ? '' : `${path} /${fileOf(path)} 200\n`;
}

const LINKS = ['/models', '/models/*'].map((path) => `${path}\n  Link: ${DOCUMENT_LINKS}\n`).join('');

/** The entity tag of a text: the beginning of its SHA-256. */
function entityTag(text: string): string {
  return `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"`;
}
