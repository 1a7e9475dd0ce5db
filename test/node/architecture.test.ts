import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const SOURCES = globSync('{src,scripts,loadtest,test}/**/*.ts').map(normalize).sort();

/** Specifiers of a file; type-only imports count too, since they also tie files together. */
function imports(file: string): string[] {
  const code = readFileSync(file, 'utf8');
  const specifiers = [
    ...code.matchAll(/^\s*(?:import|export)\b[^;'"]*?from\s*['"]([^'"]+)['"]/gm),
    ...code.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm),
    ...code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g),
  ].map((match) => match[1]!);
  return specifiers.map((name) => (name.startsWith('.') ? normalize(join(dirname(file), name)) : name));
}

/** What the files of each folder may import; the longest folder that matches counts. */
const ALLOWED: [folder: string, allowed: (file: string, target: string) => boolean][] = [
  ['src/core/', (_, target) => /^zod(\/|$)/.test(target) || target.startsWith('src/core/')],
  ['src/page/dom/', (_, target) => target.startsWith('src/page/dom/')],
  ['src/page/api/', (_, target) => /^src\/(core|page\/api)\//.test(target)],
  ['src/page/words/', (_, target) => /^src\/(core|page\/(api|dom|words))\//.test(target)],
  ['src/page/form/', (_, target) => /^src\/(core|page\/(api|dom|words|form))\//.test(target)],
  ['src/page/answer/', (_, target) => /^src\/(core|page\/(api|dom|words|answer))\//.test(target)],
  ['src/page/', (_, target) => /^src\/(core|page)\//.test(target)],
  [
    'src/',
    (_, target) =>
      /^(hono|zod)(\/|$)/.test(target) ||
      target === 'cloudflare:workers' ||
      target === 'package.json' ||
      (target.startsWith('src/') && !target.startsWith('src/page/')),
  ],
  [
    'scripts/',
    (file, target) =>
      target.startsWith('scripts/') ||
      (target.startsWith('src/') && file === 'scripts/worker/security-numbers.ts') ||
      target.startsWith('src/core/') ||
      /^src\/(api-key|key-bulletin|offline\/page-bundle)\.ts$/.test(target) ||
      !/^(src|models|test|loadtest)\//.test(target),
  ],
  ['loadtest/', (_, target) => target.startsWith('loadtest/') || /^k6(\/|$)/.test(target)],
  ['test/', () => true],
];

test('every file imports only what its folder may import', () => {
  const refused = SOURCES.flatMap((file) => {
    const [, allowed] = ALLOWED.find(([folder]) => file.startsWith(folder))!;
    return imports(file)
      .filter((target) => !allowed(file, target))
      .map((target) => `${file} imports ${target}`);
  });
  expect(refused).toEqual([]);
});

/** The Worker in the order of a request: a file imports only its own layer and the ones after it. */
const LAYERS = [
  'src/worker.ts',
  'src/score.ts',
  'src/offline/',
  'src/app.ts',
  'src/routes.ts',
  'src/endpoints/',
  'src/scoring/',
  'src/config/',
  'src/access/',
  'src/http/',
  'src/key-bulletin.ts',
  'src/api-key.ts',
  'src/core/contract/',
  'src/core/',
];

test('every file of the Worker has a layer, and imports no earlier layer', () => {
  const layerOf = (file: string) => LAYERS.findIndex((layer) => file.startsWith(layer));
  const files = SOURCES.filter((file) => /^src\/(?!page\/)/.test(file) && !file.endsWith('.d.ts'));
  expect(files.filter((file) => layerOf(file) < 0)).toEqual([]);
  const upwards = files.flatMap((file) =>
    imports(file)
      .filter((target) => target.startsWith('src/') && layerOf(target) < layerOf(file))
      .map((target) => `${file} imports ${target}`),
  );
  expect(upwards).toEqual([]);
});

/** The folders of scripts/, lowest layer first: a file imports from its own layer and from lower ones. */
const SCRIPT_LAYERS = [
  ['cli', 'costs', 'maths'],
  ['wrangler'],
  ['models', 'data-file', 'request-logs', 'exchange'],
  ['keys', 'openapi', 'outcomes', 'pages', 'sql', 'training'],
  ['changes', 'coefficients', 'export', 'import', 'worker', 'load', 'recalibrate', 'new-model', 'study', 'warehouse'],
  ['bench', 'report', 'serve'],
  ['client', 'drift', 'monitor', 'offline', 'package', 'predict', 'stand-in', 'verify'],
  ['deploy', 'rehearsal'],
  ['commands'],
];

/** The folder directly under scripts/ that holds a file; `commands` for a file at the top. */
function scriptFolder(file: string): string {
  return /^scripts\/([^/]+)\//.exec(file)?.[1] ?? 'commands';
}

test('every folder of scripts/ has a layer, and imports no higher layer', () => {
  const layerOf = (file: string) => SCRIPT_LAYERS.findIndex((layer) => layer.includes(scriptFolder(file)));
  const scripts = SOURCES.filter((file) => file.startsWith('scripts/'));
  expect(scripts.filter((file) => layerOf(file) < 0)).toEqual([]);
  const upwards = scripts.flatMap((file) =>
    imports(file)
      .filter((target) => target.startsWith('scripts/') && layerOf(target) > layerOf(file))
      .map((target) => `${file} imports ${target}`),
  );
  expect(upwards).toEqual([]);
});

test('the top of scripts/ holds the commands that package.json names, and nothing else', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const named = Object.values(scripts).flatMap((line) => /^node (scripts\/\S+)/.exec(line)?.[1] ?? []);
  expect(
    globSync('scripts/*.*', { exclude: ['**/README.md'] })
      .map(normalize)
      .sort(),
  ).toEqual(named.sort());
});

/** Folders of tests that belong to no single folder of the code. */
const NOT_MIRRORED = ['test/node/documents', 'test/workers/service'];

test('folders of test/node and test/workers mirror the folders of the code', () => {
  const folders = globSync('test/{node,workers}/**').filter((path) => statSync(path).isDirectory());
  const mirrored = (folder: string) => folder.replace(/^test\/node\/?/, './').replace(/^test\/workers\/?/, './src/');
  const found = folders.filter((folder) => !existsSync(mirrored(folder)));
  expect(found.map(normalize).sort()).toEqual(NOT_MIRRORED);
});

test('no test replaces a module: files of tests share modules', () => {
  const replaces = /\bvi\s*\.\s*(mock|doMock|resetModules)\(/;
  expect(SOURCES.filter((file) => replaces.test(readFileSync(file, 'utf8')))).toEqual([]);
});

test('nothing imports a test', () => {
  const outside = SOURCES.filter((file) => !file.startsWith('test/'));
  expect(outside.filter((file) => imports(file).some((target) => target.startsWith('test/')))).toEqual([]);
});

/** A path that returns to its start, in a graph of imports; undefined if there is none. */
function cycleIn(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const done = new Set<string>();
  const walk = (node: string, path: string[]): string[] | undefined => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return undefined;
    for (const target of graph.get(node) ?? []) {
      const cycle = walk(target, [...path, node]);
      if (cycle) return cycle;
    }
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const cycle = walk(node, []);
    if (cycle) return cycle;
  }
  return undefined;
}

test('no files and no folders of scripts/ import each other in a circle', () => {
  const files = new Map(SOURCES.map((file) => [file, new Set(imports(file))]));
  expect(cycleIn(files)).toBeUndefined();
  const folders = new Map<string, Set<string>>();
  for (const [file, targets] of files) {
    if (!file.startsWith('scripts/')) continue;
    const reached = [...targets].filter((target) => target.startsWith('scripts/')).map(scriptFolder);
    const others = reached.filter((folder) => folder !== scriptFolder(file));
    folders.set(scriptFolder(file), new Set([...(folders.get(scriptFolder(file)) ?? []), ...others]));
  }
  expect(cycleIn(folders)).toBeUndefined();
});

test('the import table sees relative, package, side-effect and dynamic imports', () => {
  expect(imports('src/worker.ts')).toContain('cloudflare:workers');
  expect(imports('src/core/contract/threshold.ts')).toEqual([
    'src/core/artifact.ts',
    'src/core/contract/answered-evaluation.ts',
  ]);
});

test('the top level of the project holds only the files and folders listed here', () => {
  const promised = new Set(['src', 'models', 'scripts', 'test', 'loadtest', 'wrangler.toml', 'package.json']);
  for (const name of ['tsconfig.json', 'README.md', 'package-lock.json', 'biome.json', 'LICENSE', 'vitest.config.ts']) {
    promised.add(name);
  }
  const found = globSync('*').filter((name) => name !== 'node_modules' && !name.startsWith('.'));
  expect(found.filter((name) => !promised.has(name))).toEqual([]);
});
