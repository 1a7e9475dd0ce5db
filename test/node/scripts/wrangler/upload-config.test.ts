import { expect, test } from 'vitest';
import { uploadConfig } from '../../../../scripts/wrangler/upload-config.ts';

test('uploadConfig() states what an environment inherits and has, for a bundle that needs no build', async () => {
  const { vars, ...config } = await uploadConfig('prd');
  expect(config).toEqual({
    name: 'edge-logit-prd',
    main: 'worker/index.js',
    no_bundle: true,
    find_additional_modules: true,
    base_dir: 'worker',
    rules: [
      { type: 'Text', globs: ['**/*.json?raw', '**/*.json'] },
      { type: 'Data', globs: ['**/*.bin'] },
    ],
    assets: { directory: 'assets', binding: 'ASSETS' },
    compatibility_date: '2026-11-01',
    upload_source_maps: true,
    workers_dev: true,
    preview_urls: false,
    observability: {
      enabled: true,
      head_sampling_rate: 1,
      logs: { invocation_logs: false },
      issues: { enabled: true },
    },
    kv_namespaces: [{ binding: 'KEYS' }],
    version_metadata: { binding: 'VERSION' },
    ratelimits: [{ name: 'RATE_LIMIT_STANDARD', namespace_id: '1003', simple: { limit: 6000, period: 60 } }],
  });
  expect(Object.keys(vars!).sort()).toEqual(['CORS_ORIGINS', 'MODELS_PUBLIC', 'ROUTES', 'TIERS']);
  expect(await uploadConfig('local')).toMatchObject({ name: 'edge-logit', kv_namespaces: [{ id: 'local' }] });
});
