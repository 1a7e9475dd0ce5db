import { drawsName } from '../models/artifacts.ts';

/** A variant of the bundle. */
interface EntryFile {
  model: string;
  variant: string;
  draws?: Uint8Array | undefined;
}

/** A text that the Worker answers itself: where, its entity tag, and its file, relative to the entry. */
export interface EntryDescription {
  path: string;
  etag: string;
  file: string;
}

/** Where the entry finds the code and the models, relative to its own folder. */
interface EntryPaths {
  worker: string;
  models: string;
  /** Routes of the project's own, if it has any. */
  ownRoutes?: string | undefined;
}

/**
 * The source of the Worker's entry: one static import per artifact. By the rules of wrangler.toml an artifact is imported
 * as text and parsed on first use, because a literal of 20,000 coefficients would be evaluated at every start. Draws and
 * descriptions are imported on first use.
 */
export function renderEntry(
  files: readonly EntryFile[],
  descriptions: readonly EntryDescription[],
  { worker, models, ownRoutes }: EntryPaths,
): string {
  const imports = files.map((file) => {
    return `import ${identifier(file)} from '${models}/${file.model}/${file.variant}.json?raw';\n`;
  });
  const artifacts = files.map((file) => {
    const { model, variant } = file;
    const draws = file.draws ? `, draws: () => import('${models}/${model}/${drawsName(variant)}')` : '';
    return `    { model: '${model}', variant: '${variant}', json: ${identifier(file)}${draws} },\n`;
  });
  const described = descriptions.map(({ path, etag, file }) => {
    return `    ['${path}', { etag: '${etag}', load: () => import('${file}?raw') }],\n`;
  });
  return [
    '// Written by `npm run bundle` from wrangler.toml and models/.\n',
    `import { createWorker } from '${worker}';\n`,
    ...(ownRoutes === undefined ? [] : [`import { routes } from '${ownRoutes}';\n`]),
    ...imports,
    '\nexport default createWorker({\n  artifacts: [\n',
    ...artifacts,
    '  ],\n  descriptions: new Map([\n',
    ...described,
    '  ]),\n',
    ...(ownRoutes === undefined ? [] : ['  ownRoutes: routes,\n']),
    '});\n',
  ].join('');
}

/** `us-delay/one-hot` as `us_delay$one_hot`; unique, because names of models and variants have neither `_` nor `$`. */
function identifier({ model, variant }: EntryFile): string {
  const name = `${model}$${variant}`.replaceAll('-', '_');
  return /^\d/.test(name) ? `_${name}` : name;
}
