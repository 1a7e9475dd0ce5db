import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { wranglerAccount } from '../../../../scripts/deploy/wrangler-account.ts';
import { deploymentsOf, versionsOf } from '../../../../scripts/deploy/wrangler-json.ts';
import { startApi } from '../../../../scripts/stand-in/api-server.ts';
import { emptyCloud } from '../../../../scripts/stand-in/cloud.ts';

test('without --url, a Worker is asked at its address on workers.dev; an account without one is told to name it', async () => {
  const api = await startApi(emptyCloud());
  const folder = await mkdtemp(join(tmpdir(), 'wrangler-account-'));
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await api.close();
    await rm(folder, { recursive: true });
  });
  vi.stubEnv('CLOUDFLARE_API_BASE_URL', api.url);
  await writeFile(join(folder, 'wrangler.json'), JSON.stringify({ name: 'edge-logit-prd', kv_namespaces: [] }));
  const account = wranglerAccount(folder, { environment: 'prd' });
  expect(await account.url()).toBe('https://edge-logit-prd.account.workers.dev');
  expect(await wranglerAccount(folder, { environment: 'prd', url: 'https://a.test/' }).url()).toBe('https://a.test');
  api.fail({ method: 'GET', path: /subdomain$/, status: 403 });
  await expect(account.url()).rejects.toThrow('--url: say where the Worker answers');
});

test('what wrangler lists becomes deployments and versions, the newest first', () => {
  const versions = [{ version_id: 'a', percentage: 100 }];
  const first = { created_on: '2026-11-01T00:00:00Z', author_email: 'ana@example.org', versions };
  const second = { created_on: '2026-11-02T00:00:00Z', annotations: { 'workers/message': 'went back' }, versions };
  expect(deploymentsOf([first, second])).toEqual([
    {
      createdOn: second.created_on,
      author: 'somebody',
      message: 'went back',
      shares: [{ version: 'a', percentage: 100 }],
    },
    expect.objectContaining({ author: 'ana@example.org', message: '' }),
  ]);
  const version = (id: string, created_on: string) => ({
    id,
    metadata: { created_on },
    annotations: { 'workers/tag': id },
  });
  const listed = versionsOf([version('a', first.created_on), version('b', second.created_on)]);
  expect(listed).toMatchObject([
    { id: 'b', tag: 'b', message: '' },
    { id: 'a', tag: 'a', message: '' },
  ]);
});
