/** The configuration of a Worker that is bundled already, for wrangler: its name, variables and bindings. */
export interface UploadConfig {
  name: string;
  kv_namespaces: { binding: string; id?: string }[];
  version_metadata?: { binding: string };
  vars?: Readonly<Record<string, unknown>>;
  ratelimits?: readonly { name: string; simple: unknown }[];
  [member: string]: unknown;
}

/** What wrangler adds when it reads a file, what only a build needs, and what `local` development needs. */
const LEFT_OUT = new Set([
  ...['configPath', 'userConfigPath', 'topLevelName', 'definedEnvironments', 'targetEnvironment'],
  ...[
    'build',
    'dev',
    'main',
    'assets',
    'rules',
    'minify',
    'keep_names',
    'jsx_factory',
    'jsx_fragment',
    'python_modules',
  ],
]);

/**
 * The configuration that uploads the bundle of an environment, from `worker/` and `assets/` next to it. Environments
 * inherit what wrangler lets them inherit.
 * @param environment a name in wrangler.toml; `local` is its top level
 */
export async function uploadConfig(environment: string): Promise<UploadConfig> {
  // Most commands do not need the 10 MB of wrangler.
  const { unstable_readConfig: readConfig } = await import('wrangler');
  const env = environment === 'local' ? '' : environment;
  const read = readConfig({ config: 'wrangler.toml', env }, { hideWarnings: true });
  const kept = Object.entries(read).filter(([name, value]) => !LEFT_OUT.has(name) && !isEmpty(value));
  return {
    ...Object.fromEntries(kept),
    name: read.name!,
    kv_namespaces: read.kv_namespaces as UploadConfig['kv_namespaces'],
    main: 'worker/index.js',
    no_bundle: true,
    find_additional_modules: true,
    base_dir: 'worker',
    rules: [
      { type: 'Text', globs: ['**/*.json?raw', '**/*.json'] },
      { type: 'Data', globs: ['**/*.bin'] },
    ],
    assets: { ...read.assets, directory: 'assets' },
  };
}

/** Wrangler states every kind of binding, most of them empty. */
function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.values(value).every(isEmpty));
}
